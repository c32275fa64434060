package io.trawl.engine.ledger;

import java.time.Duration;

/**
 * Lets go of what is past its use, so that a ledger stays as large as its work. Each call handles a bounded number and
 * waits for nobody who works; what it did not get to it finds in the next call.
 */
public interface RetentionLedger {
    /**
     * Drops what was staged and accepted for whole days of jobs: a bucket goes when it is old enough, all its jobs
     * have ended, and none of them may be tried again. From then on no job is stored in it and none of it is reopened.
     *
     * @param age younger buckets stay
     * @param retryable jobs with failed tasks hold their bucket for so long after their end
     * @return buckets that are gone
     */
    int retire(Duration age, Duration retryable, int limit);

    /**
     * Removes jobs that ended longer ago than {@code keep}; what is known of them from then on is that they were. A
     * job whose end is still to be told to somebody stays.
     *
     * @return jobs removed
     */
    int forget(Duration keep, int limit);

    /**
     * Removes tasks, results and gaps of jobs that were forgotten.
     *
     * @param limit rows of each kind of one job at a time; a call ends once it has removed so many in all
     * @return rows removed; zero when nothing is left
     */
    int sweep(int limit);

    /**
     * Removes what is known of jobs forgotten longer ago than {@code known}, with their idempotency keys, and leases and
     * rates that nobody has used for {@code unused}.
     *
     * @return rows removed
     */
    int clear(Duration known, Duration unused, int limit);
}
