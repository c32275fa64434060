package io.trawl.cli;

import io.trawl.cli.assembly.LedgerAccess;
import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.cli.assembly.StartFailed;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.EngineSettings;
import io.trawl.cli.run.RunningEngine;
import io.trawl.engine.job.JobService;
import io.trawl.orchestrator.api.ApiAccess;
import io.trawl.orchestrator.api.ApiConfig;
import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
            SingleProcess process = SingleProcess.start(config(settings), version);
            return new Started(process.jobs(), process::api, process::close);
        } catch (StartFailed e) {
            throw new Refusal(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw settings.database() == null ? e : ofForeignDatabase(settings.database(), e);
        }
    }

    private static SingleProcessConfig config(EngineSettings settings) {
        EngineSettings.Database database = settings.database();
        return new SingleProcessConfig(
                settings.dataDirectory(),
                database == null ? null : new ExternalDatabase(database.url(), database.user(), database.password()),
                settings.threads(),
                api(settings.api()),
                SingleProcessConfig.DEFAULT_LEASE,
                settings.access(),
                settings.jobsAlive());
    }

    private static @Nullable ApiConfig api(EngineSettings.@Nullable Api api) {
        return api == null
                ? null
                : new ApiConfig(
                        new ApiAccess(api.host(), api.token(), api.required(), api.oidc()),
                        api.port(),
                        ApiConfig.DEFAULT_TENANT,
                        api.limits());
    }

    /** What a database of someone else's says is for the user to know; everything else is a defect of ours. */
    private static RuntimeException ofForeignDatabase(EngineSettings.Database database, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return new Refusal(
                        ExitCode.FAILED,
                        "The database " + database.url() + " cannot be used (" + cause.getMessage()
                                + "); check --database-url, TRAWL_DATABASE_USER and TRAWL_DATABASE_PASSWORD.",
                        e);
            }
        }
        return e;
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
