package io.trawl.cli.roles;

import io.trawl.cli.assembly.DatabaseRefusal;
import io.trawl.cli.assembly.MasterProcess;
import io.trawl.cli.assembly.OrchestratorConfig;
import io.trawl.cli.assembly.OrchestratorProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.cli.config.DeploymentModel;
import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.Pause;
import io.trawl.cli.run.Surroundings;
import io.trawl.cli.serve.ApiOptions;
import io.trawl.cli.serve.DatabaseOptions;
import io.trawl.cli.serve.ServiceSettings;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl orchestrator} */
@Command(
        name = "orchestrator",
        header = "Serve the API of a DISTRIBUTED installation, and assign its work.",
        synopsisHeading = "%n",
        descriptionHeading = "%n",
        description = {
            "Any number of them share one database and one Kafka; one of them assigns at a time.",
            "The work is done by `trawl worker`, and phases are joined by `trawl pipeliner`."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  TRAWL_DATABASE_USER=trawl TRAWL_DATABASE_PASSWORD=… \\",
            "    trawl orchestrator --database-url jdbc:postgresql://db:5432/trawl --kafka kafka:9092"
        },
        mixinStandardHelpOptions = true)
public final class OrchestratorCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Pause pause;
    private final String version;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private SharedOptions shared = new SharedOptions();

    @Mixin
    private DatabaseOptions databases = new DatabaseOptions();

    @Mixin
    private ApiOptions listening = new ApiOptions();

    @Option(
            names = "--deployment-model",
            paramLabel = "MODEL",
            description = "DISTRIBUTED (default), or FEDERATED: a master, which needs no Kafka.")
    private @Nullable String model;

    public OrchestratorCommand(Surroundings surroundings, Pause pause, String version) {
        this.surroundings = surroundings;
        this.pause = pause;
        this.version = version;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = common.settings(surroundings);
        DeploymentModel deployment = DeploymentModel.of(
                settings.either(model, Setting.DEPLOYMENT_MODEL).orElse("DISTRIBUTED"));
        return switch (deployment) {
            case DISTRIBUTED -> assigning(settings);
            case FEDERATED -> master(settings);
            case SINGLE_PROCESS ->
                throw new Refusal(
                        ExitCode.USAGE,
                        "SINGLE_PROCESS has no orchestrator of its own; start it with `trawl serve`, or use DISTRIBUTED"
                                + " or FEDERATED.");
        };
    }

    private int master(Settings settings) throws InterruptedException {
        SingleProcessConfig config = new SingleProcessConfig(
                common.dataDirectory(surroundings).path(),
                SharedOptions.required(databases.database(settings)),
                1,
                listening.api(settings).config(),
                SingleProcessConfig.DEFAULT_LEASE,
                ServiceSettings.access(settings, surroundings),
                ServiceSettings.jobsAlive(settings),
                ServiceSettings.retention(settings),
                null);
        common.logs(surroundings);
        try (MasterProcess process = DatabaseRefusal.told(
                Objects.requireNonNull(config.database()), () -> MasterProcess.start(config, version))) {
            return new Presence(surroundings, pause)
                    .stay("master", "at " + process.api().orElseThrow());
        }
    }

    private int assigning(Settings settings) throws InterruptedException {
        OrchestratorConfig config = new OrchestratorConfig(
                shared.config(settings, "orchestrator"),
                SharedOptions.required(databases.database(settings)),
                listening.api(settings).config(),
                ServiceSettings.access(settings, surroundings),
                ServiceSettings.jobsAlive(settings),
                ServiceSettings.retention(settings));
        common.logs(surroundings);
        try (OrchestratorProcess process =
                DatabaseRefusal.told(config.database(), () -> OrchestratorProcess.start(config, version))) {
            return new Presence(surroundings, pause).stay("orchestrator", "at " + process.api());
        }
    }
}
