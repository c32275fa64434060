package io.trawl.cli.tokens;

import io.trawl.cli.access.AccessAdmin;
import io.trawl.cli.access.Pages;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Table;
import io.trawl.cli.run.Surroundings;
import io.trawl.orchestrator.access.ApiToken;
import io.trawl.orchestrator.access.Scope;
import io.trawl.schemas.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trawl tokens list} */
@Command(
        name = "list",
        header = "List tokens, the newest first; no secret is among them.",
        mixinStandardHelpOptions = true)
final class ListTokens implements Callable<Integer> {
    private static final String[] HEADINGS = {
        "token_id", "label", "scopes", "created_by", "expires_at", "revoked_at", "last_used_at"
    };

    private final Surroundings surroundings;

    @Mixin
    private AccessOptions access = new AccessOptions();

    ListTokens(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<ApiToken> tokens = new ArrayList<>();
        try (AccessAdmin admin = access.open(surroundings)) {
            Pages.each(admin::tokens, tokens::add);
        }
        switch (access.format()) {
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(Map.of("tokens", tokens))));
            case CSV -> {
                surroundings.out().print(Csv.line(List.of(HEADINGS)));
                tokens.forEach(token -> surroundings.out().print(Csv.line(cells(token))));
                surroundings.out().flush();
            }
            case TABLE -> {
                Table table = Table.of(Collections.nCopies(HEADINGS.length, Table.Column.TEXT), HEADINGS);
                tokens.forEach(token -> table.row(cells(token).toArray(String[]::new)));
                surroundings.print(table.lines(surroundings.width()));
            }
        }
        return ExitCode.COMPLETE.number();
    }

    private static List<String> cells(ApiToken token) {
        return List.of(
                token.tokenId(),
                token.label(),
                token.scopes().stream().map(Scope::text).collect(Collectors.joining(" ")),
                token.createdBy(),
                token.expiresAt().toString(),
                time(token.revokedAt()),
                time(token.lastUsedAt()));
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }
}
