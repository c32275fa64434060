package io.trawl.engine.ledger;

/**
 * The conditions without which a transition must not happen. Both ledgers name the fence at the very condition, so
 * that a test can remove one at a time and see what breaks; a fence without such a test does not exist.
 */
public enum Fence {
    /** The same key with another request is refused, and with the same one makes no second job. */
    SUBMIT_KEY(Transition.SUBMIT),
    /** No more jobs of a tenant are alive than may be at a time. */
    SUBMIT_ALIVE(Transition.SUBMIT),
    /** No job is stored in a bucket that was closed: its partitions go. */
    SUBMIT_BUCKET(Transition.SUBMIT),
    /** Only a PENDING task is claimed. */
    CLAIM_PENDING(Transition.CLAIM),
    /** Not before its due time. */
    CLAIM_DUE(Transition.CLAIM),
    /** Only while its job is RUNNING, and within its limits. */
    CLAIM_JOB_RUNNING(Transition.CLAIM),
    /** Never more in flight at a source than its budget. */
    CLAIM_BUDGET(Transition.CLAIM),
    /** Only by the leader. */
    CLAIM_LEADER(Transition.CLAIM),
    /** Only an ASSIGNED task is started (or one that this execution runs already). */
    START_ASSIGNED(Transition.START),
    /** Only with the attempt it was assigned for. */
    START_ATTEMPT(Transition.START),
    /** Only while its job is RUNNING, and within its limits. */
    START_JOB_RUNNING(Transition.START),
    /** Only by a worker whose lease is alive. */
    START_LEASE(Transition.START),
    /** A lease that has run out is not renewed. */
    RENEW_LEASE(Transition.RENEW),
    /** A start that the worker could not know of when it composed the renewal is not held against it. */
    RENEW_NUMBER(Transition.RENEW),
    /** Only what the renewal does not list is released or lost. */
    RENEW_LISTED(Transition.RENEW),
    /** Rows are staged only by the execution that owns the running attempt. */
    STAGE_EXECUTION(Transition.STAGE),
    /** Nothing is staged under a seq that was accepted. */
    STAGE_SEQ(Transition.STAGE),
    /** Reports count only while the task is RUNNING. */
    ACCEPT_RUNNING(Transition.ACCEPT),
    /** Only with the current attempt. */
    ACCEPT_ATTEMPT(Transition.ACCEPT),
    /** Only of the execution that owns it. */
    ACCEPT_EXECUTION(Transition.ACCEPT),
    /** Only while the job is RUNNING or PAUSED. */
    ACCEPT_JOB_ALIVE(Transition.ACCEPT),
    /** Only the seq after the last accepted one: no gap, no repetition. */
    ACCEPT_SEQ(Transition.ACCEPT),
    /** Only when as many rows are staged as were reported. */
    ACCEPT_ROWS(Transition.ACCEPT),
    /** DONE only when every input of the task has an outcome. */
    FINISH_ALL_INPUTS(Transition.FINISH),
    /** The parts cover what is not done, and only that. */
    SPLIT_REST(Transition.SPLIT),
    /** Only the range that starts where the scheduled part of the chunk ends. */
    SCHEDULE_FROM(Transition.SCHEDULE),
    /** Only while the job is RUNNING or PAUSED. */
    SCHEDULE_JOB_ALIVE(Transition.SCHEDULE),
    /** Not once the job has passed a limit: what was left then is counted as not read. */
    SCHEDULE_WITHIN_LIMITS(Transition.SCHEDULE),
    /** A BARRIER phase only when all earlier ones have nothing open and nothing unscheduled. */
    SCHEDULE_BARRIER(Transition.SCHEDULE),
    /** Only under a lease that has run out. */
    LOSE_LEASE(Transition.LOSE),
    /** Only the attempt that was named. */
    ABORT_ATTEMPT(Transition.ABORT),
    /** Only a RUNNING attempt. */
    ABORT_RUNNING(Transition.ABORT),
    /** A packet that the carrier gave up takes back only what nobody has started. */
    UNDELIVERABLE_ASSIGNED(Transition.LOSE),
    /** And only the attempt that it offered. */
    UNDELIVERABLE_ATTEMPT(Transition.LOSE),
    /** Only past the bound. */
    REDISPATCH_BOUND(Transition.REDISPATCH),
    /** Only what is ASSIGNED. */
    REDISPATCH_ASSIGNED(Transition.REDISPATCH),
    /** Only a job that has not ended. */
    CANCEL_ALIVE(Transition.CANCEL),
    /** CANCELLED only when nothing of the job is in flight. */
    CANCEL_QUIET(Transition.CANCEL),
    /** Only a RUNNING job. */
    PAUSE_RUNNING(Transition.PAUSE),
    /** Only a PAUSED job. */
    RESUME_PAUSED(Transition.RESUME),
    /** Only a job that ended with gaps, or FAILED. */
    RETRY_ENDED(Transition.RETRY),
    /** Only while what the tasks would read again is there. */
    RETRY_BUCKET(Transition.RETRY),
    /** A record that is tried again is no failure meanwhile. */
    RETRY_TAKES_BACK(Transition.RETRY),
    /** The limits of the job count anew: else it would pass them again at once. */
    RETRY_LIMITS_ANEW(Transition.RETRY),
    /** Only a job that is RUNNING or PAUSED. */
    LIMIT_ALIVE(Transition.LIMIT),
    /** Only a job that has passed one of its limits, by the ledger's clock and counters. */
    LIMIT_PASSED(Transition.LIMIT),
    /** A job ends only when nothing is open. */
    COMPLETE_NOTHING_OPEN(Transition.COMPLETE),
    /** And nothing is unscheduled. */
    COMPLETE_NOTHING_UNSCHEDULED(Transition.COMPLETE),
    /** COMPLETED only without gaps, and only when every discovered record has an outcome. */
    COMPLETE_ACCOUNTED(Transition.COMPLETE),
    /** A registered source changes only while it has the version that the caller read. */
    SOURCE_VERSION(Transition.CONFIGURE),
    /** An announcement of an end is over once it was delivered or given up. */
    ANNOUNCE_PENDING(Transition.ANNOUNCE),
    /** It is made by one at a time, and not before its time. */
    ANNOUNCE_DUE(Transition.ANNOUNCE),
    /** What is said of an attempt counts only while it is the latest. */
    ANNOUNCE_ATTEMPT(Transition.ANNOUNCE),
    /** So does a schedule. */
    SCHEDULE_VERSION(Transition.CONFIGURE),
    /** Only the run that is next: each is written down once, whoever comes. */
    FIRE_NEXT(Transition.FIRE),
    /** Only by the definition that it was judged by. */
    FIRE_VERSION(Transition.FIRE),
    /** A waiting run starts only when no job of its schedule is at work. */
    FIRE_ALONE(Transition.FIRE),
    /** A run gets a job, or is refused, only while it waits. */
    FIRE_WAITING(Transition.FIRE),
    /** A bucket is closed only when all its jobs have ended. */
    RETIRE_ENDED(Transition.RETIRE),
    /** And none of them may be tried again. */
    RETIRE_RETRYABLE(Transition.RETIRE),
    /** A job is forgotten only when it has ended, and was kept for its time. */
    FORGET_KEPT(Transition.FORGET),
    /** And, as a part of a master's job, only when the master has acknowledged the end. */
    FORGET_HELD(Transition.FORGET),
    /** An end is acknowledged only when it has come. */
    ACKNOWLEDGE_ENDED(Transition.FORGET);

    private final Transition transition;

    Fence(Transition transition) {
        this.transition = transition;
    }

    public Transition transition() {
        return transition;
    }
}
