package io.trawl.engine.job;

import java.util.UUID;

/** The tenant has no such job. */
public final class JobNotFound extends Exception {
    public JobNotFound(UUID jobId) {
        super("There is no job " + jobId + "; list the jobs to see their ids.");
    }
}
