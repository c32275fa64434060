package io.trawl.schemas;

/**
 * What a source can bear.
 *
 * @param concurrency attempts at the same time over all jobs, 1 to 10,000
 */
public record Budget(int concurrency) {
    public static final int MAX_CONCURRENCY = 10_000;

    public Budget {
        Checks.within(concurrency, 1, MAX_CONCURRENCY, "budget.concurrency");
    }
}
