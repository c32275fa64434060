package io.trawl.cli.tokens;

import io.trawl.cli.access.AccessAdmin;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.output.Format;
import io.trawl.cli.run.Surroundings;
import io.trawl.orchestrator.access.ApiToken;
import io.trawl.orchestrator.access.NewToken;
import io.trawl.orchestrator.access.Scope;
import io.trawl.schemas.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl tokens create}: the token alone goes to standard output, so that it can go into a file unseen. */
@Command(name = "create", header = "Make a token; it is shown once.", mixinStandardHelpOptions = true)
final class CreateToken implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Option(
            names = "--scope",
            required = true,
            split = ",",
            paramLabel = "SCOPE",
            description = "read, submit, operate, admin or worker; may be repeated.")
    private List<String> scopes = new ArrayList<>();

    @Option(names = "--label", required = true, description = "What it is for.")
    private String label = "";

    @Option(
            names = "--expires-in",
            paramLabel = "DURATION",
            description = "For example P90D, which is the default; at most P1827D.")
    private @Nullable String expiresIn;

    CreateToken(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        NewToken wanted =
                new NewToken(label, scopes.stream().map(CreateToken::scope).toList(), life());
        try (AccessAdmin admin = access.open(surroundings)) {
            AccessAdmin.Created created = admin.create(wanted);
            if (access.format() == Format.JSON) {
                surroundings.print(List.of(Json.mapper().writeValueAsString(created)));
            } else {
                surroundings.print(List.of(created.token()));
                surroundings.say(about(created.about()));
            }
        }
        return ExitCode.COMPLETE.number();
    }

    private static Scope scope(String text) {
        return Scope.of(text.strip())
                .orElseThrow(() -> new Refusal(
                        ExitCode.USAGE,
                        "There is no scope '" + text + "'; use read, submit, operate, admin or worker."));
    }

    private Duration life() {
        try {
            return expiresIn == null ? NewToken.DEFAULT_LIFE : Duration.parse(expiresIn);
        } catch (DateTimeException e) {
            throw new Refusal(ExitCode.USAGE, "'--expires-in' must be a duration, for example P90D.", e);
        }
    }

    private static String about(ApiToken token) {
        return "token " + token.tokenId() + " of tenant " + token.tenant() + " may "
                + token.scopes().stream().map(Scope::text).collect(Collectors.joining(", ")) + " until "
                + token.expiresAt() + "; this is the only time that it is shown";
    }
}
