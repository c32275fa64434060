package io.trawl.cli.tokens;

import io.trawl.cli.access.AccessAdmin;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.run.Surroundings;
import io.trawl.orchestrator.access.ApiToken;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trawl tokens revoke} */
@Command(name = "revoke", header = "Refuse a token from now on.", mixinStandardHelpOptions = true)
final class RevokeToken implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Parameters(paramLabel = "TOKEN_ID", description = "As `trawl tokens list` shows it; not the token itself.")
    private String tokenId = "";

    RevokeToken(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (AccessAdmin admin = access.open(surroundings)) {
            ApiToken token = admin.revoke(tokenId);
            surroundings.print(List.of("token " + token.tokenId() + " is revoked since " + token.revokedAt()));
        }
        return ExitCode.COMPLETE.number();
    }
}
