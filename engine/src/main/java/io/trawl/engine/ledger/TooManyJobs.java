package io.trawl.engine.ledger;

/** The tenant has as many jobs that have not ended as it may have at a time. */
public final class TooManyJobs extends RuntimeException {
    public TooManyJobs(int limit) {
        super("This tenant has " + limit + " jobs that have not ended, and may have no more; wait until some have,"
                + " cancel some, or raise trawl.jobs.alive_per_tenant.");
    }
}
