package io.trawl.engine.ledger;

import io.trawl.engine.workload.Record;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.WorkerView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a worker needs: its lease, starts, inputs and staging. Over HTTP most of it is the worker protocol. */
public interface WorkerLedger extends LeaseLedger, AttemptLedger {
    /** As {@link #inputs(StartAnswer.Granted, long, int)}, by where they are. */
    List<Record> inputs(TaskInputs task, long from, int limit);

    @Override
    default List<Record> inputs(StartAnswer.Granted attempt, long from, int limit) {
        return inputs(attempt.inputs(), from, limit);
    }

    /**
     * Ends every lease of workers of this name, as crashed. Only for a host that has proof that no such process
     * lives: an exclusive lock on the data directory. Returns how many.
     */
    int revokeLeases(String workerName);

    /**
     * ASSIGNED with this attempt becomes RUNNING, owned by the execution; the job must be RUNNING and the worker's
     * lease alive. The same execution asking again is granted again.
     *
     * @return one answer per request, in order; a refused one must be dropped silently
     */
    List<StartAnswer> start(List<StartRequest> requests);

    /** @see JobLedger#spec */
    Optional<JobSpec> spec(UUID jobId);

    /**
     * @param slots attempts it can run at a time
     * @param labels for people, at most {@link WorkerView#MAX_LABELS}
     */
    record WorkerInfo(UUID worker, String name, String pool, int slots, Map<String, String> labels) {
        public WorkerInfo {
            labels = WorkerView.labels(labels);
        }

        /** Without labels. */
        public WorkerInfo(UUID worker, String name, String pool, int slots) {
            this(worker, name, pool, slots, Map.of());
        }
    }

    /**
     * @param renewal number of the newest heartbeat or renewal the worker had composed when it asked: one numbered
     *     higher must list the execution
     */
    record StartRequest(UUID jobId, long taskId, int attempt, UUID execution, UUID worker, long renewal) {}

    /**
     * Leave to read.
     *
     * @param limited false when the source has no rate; all else is then 0
     * @param delay before any of it is read
     */
    record Toll(boolean limited, long bytes, long rows, Duration delay) {
        public static final Toll FREE = new Toll(false, 0, 0, Duration.ZERO);
        /** What is granted at a time is worth so much of a second, unless more was asked for. */
        private static final int PARTS_OF_A_SECOND = 20;

        /**
         * How much of the rate is given away. What was earned may be read a little later, together with what others
         * earn then: the rest is there so that no ten seconds see more than the rate all the same.
         */
        private static final double GIVEN_AWAY = 0.95;

        /** How much to grant to who asks for {@code asked}. */
        public static long slice(long asked, @Nullable Long perSecond) {
            return perSecond == null ? asked : asked == 0 ? 0 : Math.max(asked, perSecond / PARTS_OF_A_SECOND);
        }

        /** How long it takes to earn it. */
        public static Duration earning(long amount, @Nullable Long perSecond) {
            return perSecond == null
                    ? Duration.ZERO
                    : Duration.ofNanos((long) Math.ceil(1e9 * amount / (GIVEN_AWAY * perSecond)));
        }
    }

    /** Where the inputs of a task are. {@code bucket} is the job's creation bucket. */
    record TaskInputs(int bucket, List<InputRange> ranges) {
        public TaskInputs {
            ranges = List.copyOf(ranges);
        }

        public long records() {
            return ranges.stream().mapToLong(InputRange::records).sum();
        }
    }

    /** The answer to a start. */
    sealed interface StartAnswer {
        /**
         * The attempt is this execution's.
         *
         * @param firstPage the first inputs from the checkpoint on, to save a round trip; may be empty
         * @param waitedMillis from the task being due to its start, by the ledger's clock
         */
        record Granted(
                long taskId,
                int attempt,
                UUID execution,
                int phase,
                String source,
                TaskInputs inputs,
                Checkpoint checkpoint,
                List<Record> firstPage,
                long waitedMillis)
                implements StartAnswer {}

        /** Not granted: do not read anything. */
        record Refused(long taskId, int attempt, UUID execution) implements StartAnswer {}
    }

    /** @param accepted per attempt listed: the highest seq accepted of that execution, or that it is gone */
    record Renewed(List<Standing> standings) {}

    /**
     * @param gone the attempt no longer counts: stop it, forget its reports
     * @param ended it ended with its last report accepted (not gone): no longer list it
     */
    record Standing(long taskId, int attempt, UUID execution, int acceptedSeq, boolean gone, boolean ended) {}

    /**
     * Rows of one chunk in order: first the records, then results, then gaps.
     *
     * @param from place of the first of these rows in the chunk, from 0: a chunk may be staged in parts
     * @param rows 1 or more; {@link io.trawl.schemas.Report#MAX_ROWS} are the most of all parts
     */
    record StagedChunk(UUID jobId, long taskId, int attempt, UUID execution, int seq, int from, List<Row> rows) {
        public StagedChunk {
            rows = List.copyOf(rows);
        }

        /** All of a chunk. */
        public StagedChunk(UUID jobId, long taskId, int attempt, UUID execution, int seq, List<Row> rows) {
            this(jobId, taskId, attempt, execution, seq, 0, rows);
        }

        /** How many rows the chunk has, as far as is known here. */
        public int end() {
            return from + rows.size();
        }
    }

    /** A staged row. */
    sealed interface Row {
        /** Input of the next phase. */
        record Next(Record record) implements Row {}

        /**
         * Published when the chunk is accepted.
         *
         * @param kind may have a subkind, see {@link ResultKind}, which says what is none
         */
        record Result(String kind, String key, String body) implements Row {
            public Result {
                ResultKind.of(kind);
            }
        }

        /** Listed in the receipt when the chunk is accepted. */
        record GapRow(Outcome outcome, String reason, String name) implements Row {}
    }
}
