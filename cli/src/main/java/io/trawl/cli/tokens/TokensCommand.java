package io.trawl.cli.tokens;

import io.trawl.cli.run.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trawl tokens}: what it does is in its subcommands. */
@Command(
        name = "tokens",
        header = "Make, list and revoke API tokens.",
        synopsisHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl tokens create --scope admin --label 'first admin' > admin.token",
            "  TRAWL_TOKEN=$(cat admin.token) trawl tokens create --scope submit,read --label ci",
            "  trawl tokens revoke abcdefghijkl --token-file admin.token"
        },
        mixinStandardHelpOptions = true)
public final class TokensCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** With all its subcommands. */
    public static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new TokensCommand())
                .addSubcommand(new CreateToken(surroundings))
                .addSubcommand(new ListTokens(surroundings))
                .addSubcommand(new RevokeToken(surroundings));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
