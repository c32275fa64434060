package io.trawl.engine.schedule;

import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.ledger.ScheduleLedger.Startable;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.InvalidField;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Submits the jobs of runs. Between the submission and the note that it was made a process may die: whoever comes next
 * submits under the same key, and is told of the same job.
 */
public final class RunStarter {
    private final ScheduleLedger ledger;
    private final JobService jobs;
    private final Consumer<RuntimeException> defects;

    /** @param defects told of what no caller could have caused; the run is refused, and the others go on */
    public RunStarter(ScheduleLedger ledger, JobService jobs, Consumer<RuntimeException> defects) {
        this.ledger = ledger;
        this.jobs = jobs;
        this.defects = defects;
    }

    void start(Startable run) {
        if (run.job() != null) {
            // Also when it would not be taken any more.
            ledger.started(run.run(), run.job());
        } else if (run.previous().isEmpty()) {
            submit(run);
        } else {
            run.previous().forEach(job -> cancel(run.tenant(), job));
        }
    }

    private void submit(Startable run) {
        try {
            ledger.started(
                    run.run(),
                    jobs.start(run.tenant(), run.request(), run.key()).jobId());
        } catch (InvalidJob e) {
            ledger.refused(run.run(), e.pointer() + ": " + e.getMessage());
        } catch (InvalidField | IdempotencyConflict | TooManyJobs e) {
            ledger.refused(run.run(), String.valueOf(e.getMessage()));
        } catch (LedgerUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            defects.accept(e);
            ledger.refused(run.run(), "Something went wrong here; the log has more of it.");
        }
    }

    private void cancel(String tenant, UUID job) {
        try {
            jobs.cancel(tenant, job);
        } catch (JobNotFound | IllegalJobState ended) {
            // It ended meanwhile, which is all that is wanted.
        }
    }

    /** For the API: whether the job would be taken now. */
    JobService jobs() {
        return jobs;
    }
}
