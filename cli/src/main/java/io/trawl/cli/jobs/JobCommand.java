package io.trawl.cli.jobs;

import io.trawl.cli.access.JobAccess;
import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Surroundings;
import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.InvalidField;

/** How every command of this package runs: connected, and with the service's refusals as sentences. */
record JobCommand(Surroundings surroundings, EngineStarter engines) {
    /** What a command does with the jobs. */
    @FunctionalInterface
    interface Body {
        /** @return the exit code */
        int run(JobAccess access) throws Exception;
    }

    int run(ServerOptions options, Body body) throws Exception {
        try (JobAccess access = options.jobs(surroundings, engines)) {
            return body.run(access);
        } catch (InvalidJob e) {
            String at = e.pointer().isEmpty() ? "" : e.pointer() + ": ";
            throw new Refusal(ExitCode.USAGE, at + e.getMessage(), e);
        } catch (InvalidField e) {
            throw new Refusal(ExitCode.USAGE, e.getMessage() + ".", e);
        } catch (JobNotFound | IllegalJobState | IdempotencyConflict | TooManyJobs e) {
            throw new Refusal(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }
}
