package io.trawl.cli.sources;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.config.Size;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.remote.HttpSources;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Budget;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.NamedSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trawl sources add} */
@Command(
        name = "add",
        header = "Register a source under an id that jobs can name.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl sources add share --connector file --option root=/srv/share",
            "  trawl sources add crm --connector file --option root=/srv/crm --credential env:CRM_PASSWORD \\",
            "      --concurrency 4 --bytes-per-second 10MB --window \"not 08:00-18:00 Europe/London\" --label team=risk"
        },
        mixinStandardHelpOptions = true)
final class AddSource implements Callable<Integer> {
    private static final int DEFAULT_CONCURRENCY = 64;

    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "What jobs call it.")
    private String id = "";

    @Option(names = "--connector", required = true, description = "The kind of source, for example file.")
    private String connector = "";

    @Option(names = "--option", paramLabel = "NAME=VALUE", description = "Of the connector; repeat it for a list.")
    private List<String> options = new ArrayList<>();

    @Option(names = "--credential", paramLabel = "REFERENCE", description = "env:NAME or file:PATH, where workers run.")
    private @Nullable String credential;

    @Option(names = "--site", description = "The datacenter whose workers reach it.")
    private @Nullable String site;

    @Option(names = "--pool", description = "The workers that reach it (default: default).")
    private @Nullable String pool;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "May be repeated.")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--concurrency", paramLabel = "N", description = "Tasks at a time, over all jobs (default: 64).")
    private @Nullable Integer concurrency;

    @Option(names = "--bytes-per-second", paramLabel = "N[KB|MB|GB]", description = "Over all jobs.")
    private @Nullable String bytes;

    @Option(names = "--rows-per-second", paramLabel = "N", description = "Over all jobs.")
    private @Nullable Long rows;

    @Option(
            names = "--window",
            description = "When it may be read: \"not 08:00-18:00 Europe/London\" or \"only Sat,Sun 00:00-24:00 UTC\";"
                    + " may be repeated.")
    private List<String> windows = new ArrayList<>();

    AddSource(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        NamedSource source = source();
        try (HttpSources sources = server.sources(surroundings)) {
            SourcesTable.print(List.of(sources.add(source)), server.format(), surroundings);
            return ExitCode.COMPLETE.number();
        }
    }

    private NamedSource source() {
        try {
            Map<String, String> marks = new LinkedHashMap<>();
            labels.forEach(label -> marks.put(
                    Pair.of("--label", label).name(), Pair.of("--label", label).value()));
            return new NamedSource(
                    id, connector, Pair.options(options), credential, site, pool, marks, budget(), null, null, null);
        } catch (InvalidField e) {
            throw new Refusal(ExitCode.USAGE, e.getMessage() + ".", e);
        }
    }

    private @Nullable Budget budget() {
        if (concurrency == null && bytes == null && rows == null && windows.isEmpty()) {
            return null;
        }
        return new Budget(
                concurrency == null ? DEFAULT_CONCURRENCY : concurrency,
                bytes == null ? null : Size.bytes("--bytes-per-second", bytes),
                rows,
                windows);
    }
}
