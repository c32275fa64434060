package io.trawl.engine.ledger;

/** What becomes of a task whose attempt failed, or whose worker died under it. The same rule for every ledger. */
public enum Disposition {
    /** PENDING again, from its checkpoint. */
    RETRY,
    /** Two children cover what is left. */
    SPLIT,
    /** The one record left is counted as failed, and the task is DEAD. */
    QUARANTINE,
    /** Nothing was left to fail: the task is DONE. */
    FINISH;

    /**
     * @param failures of the handler since the last accepted chunk, this one included
     * @param left inputs without an outcome
     */
    public static Disposition afterFailure(RetryPolicy policy, int failures, long left) {
        return failures < policy.maxFailures() ? RETRY : giveUp(left);
    }

    /**
     * @param soloCrashes lost leases while it ran alone since the last accepted chunk, this one included
     * @param left inputs without an outcome
     */
    public static Disposition afterCrash(RetryPolicy policy, int soloCrashes, long left) {
        return soloCrashes < policy.maxSoloCrashes() ? RETRY : giveUp(left);
    }

    private static Disposition giveUp(long left) {
        if (left == 0) {
            return FINISH;
        }
        return left == 1 ? QUARANTINE : SPLIT;
    }
}
