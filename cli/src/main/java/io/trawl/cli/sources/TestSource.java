package io.trawl.cli.sources;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.TerminalText;
import io.trawl.cli.remote.HttpSources;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Json;
import io.trawl.schemas.SourceReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trawl sources test} */
@Command(
        name = "test",
        header = "Open a source and say what is wrong; exit code 1 when it cannot be read.",
        mixinStandardHelpOptions = true)
final class TestSource implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A registered source.")
    private String id = "";

    TestSource(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (HttpSources sources = server.sources(surroundings)) {
            SourceReport report = sources.test(id);
            surroundings.print(List.of(
                    server.format() == Format.JSON
                            ? Json.mapper().writeValueAsString(report)
                            : (report.ok() ? "ok: " : report.trouble() + ": ")
                                    + TerminalText.escape(report.sentence())));
            return (report.ok() ? ExitCode.COMPLETE : ExitCode.FAILED).number();
        }
    }
}
