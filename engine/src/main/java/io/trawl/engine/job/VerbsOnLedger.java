package io.trawl.engine.job;

import io.trawl.engine.ledger.JobLedger;
import io.trawl.engine.ledger.JobLedger.Changed;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Puts verbs before the ledger, and tells who may have something to do by them. */
final class VerbsOnLedger {
    private final JobLedger ledger;
    private final Runnable moreToRun;
    private final Consumer<UUID> somethingToStop;

    VerbsOnLedger(JobLedger ledger, Runnable moreToRun, Consumer<UUID> somethingToStop) {
        this.ledger = ledger;
        this.moreToRun = moreToRun;
        this.somethingToStop = somethingToStop;
    }

    Optional<Changed> apply(String tenant, UUID jobId, JobVerb verb) {
        Optional<Changed> answer = switch (verb) {
            case CANCEL -> ledger.cancel(tenant, jobId);
            case PAUSE -> ledger.pause(tenant, jobId, false);
            case PAUSE_NOW -> ledger.pause(tenant, jobId, true);
            case RESUME -> ledger.resume(tenant, jobId);
            case RETRY -> ledger.retry(tenant, jobId);
        };
        switch (verb) {
            case CANCEL, PAUSE, PAUSE_NOW -> somethingToStop.accept(jobId);
            case RESUME, RETRY -> moreToRun.run();
        }
        return answer;
    }
}
