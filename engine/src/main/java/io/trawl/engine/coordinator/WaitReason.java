package io.trawl.engine.coordinator;

import io.trawl.schemas.JobState;
import io.trawl.schemas.window.TimeWindow;
import java.time.Instant;
import java.util.List;

/** Why tasks of a group have not started. */
public sealed interface WaitReason {
    /** One sentence for people. */
    String sentence();

    /** Its job does not allow claims. */
    record JobNotRunning() implements WaitReason {
        @Override
        public String sentence() {
            return "Its job is not " + JobState.RUNNING + ".";
        }
    }

    /** A failed attempt is being spaced out. */
    record Backoff(Instant until) implements WaitReason {
        @Override
        public String sentence() {
            return "It failed before and is tried again at " + until + ".";
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
    }

    /** The source bears no more. */
    record SourceBudget(String source, int budget) implements WaitReason {
        @Override
        public String sentence() {
            return "Source '" + source + "' bears " + budget
                    + " attempts at a time over all jobs, and they are in use.";
        }
    }

    /** The job's own limit. */
    record JobLimit(int limit) implements WaitReason {
        @Override
        public String sentence() {
            return "Its job is limited to " + limit + " tasks at a time (limits.concurrency).";
        }
    }

    /** Nobody serves the pool. */
    record NoWorker(String pool) implements WaitReason {
        @Override
        public String sentence() {
            return "No live worker serves pool '" + pool + "'; start one.";
        }
    }

    /** All slots are taken. */
    record NoFreeSlot(String pool, int slots) implements WaitReason {
        @Override
        public String sentence() {
            return "All " + slots + " slots of pool '" + pool + "' are in use; it gets its fair share as they free up.";
        }
    }

    /** A task that crashed its workers runs alone first. */
    record Solo(String pool) implements WaitReason {
        @Override
        public String sentence() {
            return "A task whose worker crashed runs alone in pool '" + pool + "' first.";
        }
    }
}
