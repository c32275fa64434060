package io.trawl.engine.job;

import io.trawl.engine.ledger.JobLedger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** The tenant has no such job. */
public final class JobNotFound extends Exception {
    public JobNotFound(UUID jobId) {
        super("There is no job " + jobId + "; list the jobs to see their ids.");
    }

    /** There was one. */
    JobNotFound(UUID jobId, JobLedger.Forgotten forgotten) {
        super("Job " + jobId + " ended as " + forgotten.state() + " on " + day(forgotten.endedAt())
                + " and was removed on " + day(forgotten.forgottenAt())
                + ", after the time for which jobs are kept; start it anew to have its results.");
    }

    private JobNotFound(String sentence) {
        super(sentence);
    }

    /** As another host of the jobs said it. */
    public static JobNotFound saying(String sentence) {
        return new JobNotFound(sentence);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
