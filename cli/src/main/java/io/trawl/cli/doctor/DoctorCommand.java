package io.trawl.cli.doctor;

import io.trawl.cli.assembly.DatabaseRefusal;
import io.trawl.cli.assembly.DistributedConfig;
import io.trawl.cli.assembly.Installation;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.roles.SharedOptions;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.Surroundings;
import io.trawl.cli.serve.DatabaseOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl doctor} */
@Command(
        name = "doctor",
        header = "Say what stands still in a DISTRIBUTED installation, why, and what to do.",
        synopsisHeading = "%n",
        descriptionHeading = "%n",
        description = {
            "Compares the ledger with Kafka's topics and groups. Changes nothing without --repair.",
            "The exit code is 0 when nothing is wrong, else 1."
        },
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private SharedOptions shared = new SharedOptions();

    @Mixin
    private DatabaseOptions databases = new DatabaseOptions();

    @Option(
            names = "--repair",
            description = "Make missing topics and settings of groups, take back what stands too long, and announce"
                    + " again what nobody took up. Safe at any time: the ledger refuses what no longer holds.")
    private boolean repair;

    public DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        common.logs(surroundings);
        Settings settings = common.settings(surroundings);
        DistributedConfig config = shared.config(settings, "doctor");
        ExternalDatabase database = SharedOptions.required(databases.database(settings));
        return DatabaseRefusal.told(database, () -> {
            try (Installation installation = Installation.open(database, config)) {
                return examine(new Examination(installation));
            }
        });
    }

    private int examine(Examination examination) {
        if (repair) {
            surroundings.print(examination.repair());
        }
        List<Complaint> complaints = examination.complaints();
        List<String> lines = new ArrayList<>();
        complaints.forEach(complaint -> lines.add("- " + complaint.text()));
        if (complaints.isEmpty()) {
            lines.add("Nothing is wrong.");
        }
        surroundings.print(lines);
        return complaints.isEmpty() ? ExitCode.COMPLETE.number() : ExitCode.FAILED.number();
    }
}
