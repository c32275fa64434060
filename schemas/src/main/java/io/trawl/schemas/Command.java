package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.UUID;

/** A proposal to the ledger (topic <em>commands</em>); the ledger disposes, and every command may be repeated. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Command.Schedule.class, name = "schedule"),
    @JsonSubTypes.Type(value = Command.LoseWorker.class, name = "lose_worker"),
    @JsonSubTypes.Type(value = Command.AbortAttempt.class, name = "abort_attempt")
})
public sealed interface Command {
    /**
     * Make one task of {@code phase} out of the ranges.
     *
     * @param ranges 1 to 1,000, in order; each starts where the scheduled part of its chunk ends
     */
    record Schedule(UUID jobId, int phase, String source, List<InputRange> ranges) implements Command {
        public static final int MAX_RANGES = 1_000;

        public Schedule {
            Checks.present(jobId, "job_id");
            Checks.atLeast(phase, 1, "phase");
            Checks.id(source, "source");
            ranges = Checks.atMost(ranges, MAX_RANGES, "ranges");
            if (ranges.isEmpty()) {
                throw new InvalidField("ranges", "is empty; name at least one range");
            }
        }
    }

    /** The worker was not heard of for a lease: what it runs is lost, if its lease in the ledger has run out. */
    record LoseWorker(UUID worker) implements Command {
        public LoseWorker {
            Checks.present(worker, "worker");
        }
    }

    /** The attempt makes no progress, or its live worker does not list it. */
    record AbortAttempt(UUID jobId, long taskId, int attempt, Cause cause) implements Command {
        /** Why an attempt is to be stopped. */
        public enum Cause {
            /** Nothing was accepted for the bound of its phase. Safe for a cause that is not known yet. */
            @JsonEnumDefaultValue
            STALLED,
            /** A report is missing in its sequence for too long. */
            GAP_IN_REPORTS
        }

        public AbortAttempt {
            Checks.present(jobId, "job_id");
            Checks.atLeast(taskId, 1, "task_id");
            Checks.atLeast(attempt, 1, "attempt");
            Checks.present(cause, "cause");
        }
    }
}
