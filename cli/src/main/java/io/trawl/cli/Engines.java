package io.trawl.cli;

import io.trawl.cli.assembly.DatabaseRefusal;
import io.trawl.cli.assembly.LedgerAccess;
import io.trawl.cli.assembly.MasterProcess;
import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.cli.assembly.StartFailed;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.EngineSettings;
import io.trawl.cli.run.RunningEngine;
import io.trawl.engine.job.JobService;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** The engines that the commands start inside, as the assembly makes them. */
final class Engines {
    private final String version;

    Engines(String version) {
        this.version = version;
    }

    RunningEngine start(EngineSettings settings) {
        try {
            if (settings.threads() == 0) {
                LedgerAccess access = LedgerAccess.open(settings.dataDirectory());
                return new Started(access.jobs(), Optional::empty, access::close);
            }
            if (settings.master()) {
                MasterProcess master = MasterProcess.start(config(settings), version);
                return new Started(master.jobs(), master::api, master::close);
            }
            SingleProcess process = SingleProcess.start(config(settings), version);
            return new Started(process.jobs(), process::api, process::close);
        } catch (StartFailed e) {
            throw new Refusal(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw settings.database() == null ? e : DatabaseRefusal.of(external(settings.database()), e);
        }
    }

    private static SingleProcessConfig config(EngineSettings settings) {
        EngineSettings.Database database = settings.database();
        return new SingleProcessConfig(
                settings.dataDirectory(),
                database == null ? null : external(database),
                settings.threads(),
                settings.api() == null ? null : settings.api().config(),
                SingleProcessConfig.DEFAULT_LEASE,
                settings.access(),
                settings.jobsAlive(),
                settings.retention(),
                settings.collector());
    }

    private static ExternalDatabase external(EngineSettings.Database database) {
        return new ExternalDatabase(database.url(), database.user(), database.password());
    }

    private record Started(JobService jobs, Supplier<Optional<URI>> address, Runnable end) implements RunningEngine {
        @Override
        public Optional<URI> api() {
            return address.get();
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
