package io.trawl.federation;

import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.JobState;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What is asked of a job is written down for each of its parts, and told to the sites until they have heard it. */
final class Verbs {
    private static final String CANCEL = JobVerb.CANCEL.name();

    private final Store store;

    Verbs(Store store) {
        this.store = store;
    }

    /** What came of it, since a transaction throws nothing that is checked. */
    private enum Came {
        DONE,
        ILLEGAL,
        NOTHING_TO_RETRY
    }

    private record Answer(Came came, JobState state) {}

    void act(String tenant, UUID jobId, JobVerb verb) throws JobNotFound, IllegalJobState {
        Optional<Answer> answer = store.inTransaction(handle -> JobTable.locked(handle, jobId)
                .filter(job -> job.tenant().equals(tenant))
                .map(job -> new Answer(act(handle, job, verb), job.state())));
        Answer known = answer.orElseThrow(() -> new JobNotFound(jobId));
        switch (known.came()) {
            case DONE -> {}
            case ILLEGAL -> throw new IllegalJobState(verb.word(), jobId, known.state());
            case NOTHING_TO_RETRY ->
                throw IllegalJobState.saying(
                        "Cannot retry job " + jobId + ": it is " + known.state()
                                + ", and every site has delivered all that it could.",
                        known.state());
        }
    }

    private Came act(Handle handle, JobTable.Kept job, JobVerb verb) {
        return switch (verb) {
            case CANCEL -> cancel(handle, job);
            case PAUSE, PAUSE_NOW -> pause(handle, job, verb);
            case RESUME -> resume(handle, job);
            case RETRY -> retry(handle, job);
        };
    }

    private Came cancel(Handle handle, JobTable.Kept job) {
        if (job.state().terminal()) {
            return job.state() == JobState.CANCELLED ? Came.DONE : Came.ILLEGAL;
        }
        if (!CANCEL.equals(job.wish())) {
            ask(handle, job, JobVerb.CANCEL, JobVerb.CANCEL);
        }
        return Came.DONE;
    }

    private Came pause(Handle handle, JobTable.Kept job, JobVerb verb) {
        if (job.state().terminal() || CANCEL.equals(job.wish())) {
            return Came.ILLEGAL;
        }
        if (!verb.name().equals(job.wish())) {
            ask(handle, job, verb, verb);
        }
        return Came.DONE;
    }

    private Came resume(Handle handle, JobTable.Kept job) {
        if (job.state().terminal() || CANCEL.equals(job.wish())) {
            return Came.ILLEGAL;
        }
        if (job.wish() != null) {
            ask(handle, job, null, JobVerb.RESUME);
        }
        return Came.DONE;
    }

    private void ask(Handle handle, JobTable.Kept job, @Nullable JobVerb wish, JobVerb told) {
        JobTable.wish(handle, job, wish, false);
        PartTable.tell(handle, job.jobId(), told);
        if (told == JobVerb.CANCEL) {
            PartTable.endUnsent(handle, job.jobId());
        }
        JobTable.locked(handle, job.jobId()).ifPresent(asked -> JobTable.settle(handle, asked));
    }

    private Came retry(Handle handle, JobTable.Kept job) {
        if (!JobVerb.RETRY.from().contains(job.state())) {
            return Came.ILLEGAL;
        }
        if (PartTable.retry(handle, job.jobId()) == 0) {
            return Came.NOTHING_TO_RETRY;
        }
        JobTable.reopen(handle, job.jobId());
        JobTable.wish(handle, job, null, true);
        return Came.DONE;
    }
}
