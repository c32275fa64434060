package io.trawl.engine.coordinator;

import io.trawl.schemas.JobState;
import io.trawl.schemas.WaitCause;
import io.trawl.schemas.window.TimeWindow;
import java.time.Instant;
import java.util.List;

/** Why tasks of a group have not started. */
public sealed interface WaitReason {
    /** One sentence for people. */
    String sentence();

    WaitCause cause();

    /** Its job does not allow claims: it is paused, unless its state says otherwise. */
    record JobNotRunning() implements WaitReason {
        @Override
        public String sentence() {
            return "Its job is not " + JobState.RUNNING + ".";
        }

        @Override
        public WaitCause cause() {
            return WaitCause.PAUSED;
        }
    }

    /** A failed attempt is being spaced out. */
    record Backoff(Instant until) implements WaitReason {
        @Override
        public String sentence() {
            return "It failed before and is tried again at " + until + ".";
        }

        @Override
        public WaitCause cause() {
            return WaitCause.BACKOFF;
        }
    }

    /** The windows of its source. {@code looked}: when it was found closed. */
    record OutsideWindow(String source, List<TimeWindow> windows, Instant looked) implements WaitReason {
        public OutsideWindow {
            windows = List.copyOf(windows);
        }

        @Override
        public String sentence() {
            String opens = TimeWindow.opensAt(windows, looked)
                    .map(at -> "it opens at " + at)
                    .orElse("its windows never open");
            return "Source '" + source + "' may not be read now; " + opens + ".";
        }

        @Override
        public WaitCause cause() {
            return WaitCause.OUTSIDE_WINDOW;
        }
    }

    /** The source bears no more. */
    record SourceBudget(String source, int budget) implements WaitReason {
        @Override
        public String sentence() {
            return "Source '" + source + "' bears " + budget
                    + " attempts at a time over all jobs, and they are in use.";
        }

        @Override
        public WaitCause cause() {
            return WaitCause.SOURCE_BUDGET;
        }
    }

    /** The job's own limit. */
    record JobLimit(int limit) implements WaitReason {
        @Override
        public String sentence() {
            return "Its job is limited to " + limit + " tasks at a time (limits.concurrency).";
        }

        @Override
        public WaitCause cause() {
            return WaitCause.JOB_LIMIT;
        }
    }

    /** Nobody serves the pool. */
    record NoWorker(String pool) implements WaitReason {
        @Override
        public String sentence() {
            return "No live worker serves pool '" + pool + "'; start one.";
        }

        @Override
        public WaitCause cause() {
            return WaitCause.NO_WORKER;
        }
    }

    /** All slots are taken, by its own job alone. */
    record NoFreeSlot(String pool, int slots) implements WaitReason {
        @Override
        public String sentence() {
            return "All " + slots + " slots of pool '" + pool + "' are in use by its own job.";
        }

        @Override
        public WaitCause cause() {
            return WaitCause.NO_FREE_SLOT;
        }
    }

    /** The slots are shared with other jobs, by priority. */
    record FairShare(String pool, int slots, int others) implements WaitReason {
        @Override
        public String sentence() {
            return "The " + slots + " slots of pool '" + pool + "' are shared with " + others
                    + (others == 1 ? " other job" : " other jobs") + "; it gets its fair share as they free up.";
        }

        @Override
        public WaitCause cause() {
            return WaitCause.FAIR_SHARE;
        }
    }

    /** A task that crashed its workers runs alone first. */
    record Solo(String pool) implements WaitReason {
        @Override
        public String sentence() {
            return "A task whose worker crashed runs alone in pool '" + pool + "' first.";
        }

        @Override
        public WaitCause cause() {
            return WaitCause.SOLO;
        }
    }
}
