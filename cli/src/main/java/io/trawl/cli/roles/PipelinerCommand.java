package io.trawl.cli.roles;

import io.trawl.cli.assembly.DistributedConfig;
import io.trawl.cli.assembly.PipelinerProcess;
import io.trawl.cli.assembly.StartFailed;
import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.probe.ProbeServer;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.Pause;
import io.trawl.cli.run.Surroundings;
import io.trawl.streams.PipelinerApp;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl pipeliner} */
@Command(
        name = "pipeliner",
        header = "Join the phases of a DISTRIBUTED installation, and notice dead workers.",
        synopsisHeading = "%n",
        descriptionHeading = "%n",
        description = {
            "A Kafka Streams app: any number of them share the partitions of the facts and heartbeats.",
            "Its state may be lost at any time; the orchestrators announce again what was in it."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  trawl pipeliner --kafka kafka:9092 --state-dir /var/lib/trawl-pipeliner",
        mixinStandardHelpOptions = true)
public final class PipelinerCommand implements Callable<Integer> {
    private static final int MAX_THREADS = 64;
    private static final int MAX_STANDBYS = 5;

    private final Surroundings surroundings;
    private final Pause pause;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private SharedOptions shared = new SharedOptions();

    @Mixin
    private ProbeOptions probes = new ProbeOptions();

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Where its state is kept (default: pipeliner in the data directory).")
    private @Nullable Path stateDirectory;

    public PipelinerCommand(Surroundings surroundings, Pause pause) {
        this.surroundings = surroundings;
        this.pause = pause;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = common.settings(surroundings);
        DistributedConfig config = shared.config(settings, "pipeliner");
        common.logs(surroundings);
        Path state = stateDirectory != null
                ? stateDirectory
                : common.path(surroundings).resolve("pipeliner");
        PipelinerApp.Runtime runtime = new PipelinerApp.Runtime(
                state,
                settings.number(Setting.PIPELINER_THREADS, 1, MAX_THREADS).orElse(1),
                settings.number(Setting.PIPELINER_STANDBYS, 0, MAX_STANDBYS).orElse(0));
        try (PipelinerProcess process = start(config, runtime);
                ProbeServer probe =
                        probes.start(settings, new ProbeServer.Told(process::unreadyBecause, process::metrics))) {
            return new Presence(surroundings, pause)
                    .stay("pipeliner", "with state in " + state + " (probes at " + probe.uri() + ")");
        }
    }

    private static PipelinerProcess start(DistributedConfig config, PipelinerApp.Runtime runtime) {
        try {
            return PipelinerProcess.start(config, runtime);
        } catch (StartFailed e) {
            throw new Refusal(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }
}
