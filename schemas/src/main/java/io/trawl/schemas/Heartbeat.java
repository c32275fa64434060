package io.trawl.schemas;

import java.util.List;
import java.util.UUID;

/**
 * What a worker says of itself (topic <em>heartbeats</em>).
 *
 * @param v version of this shape, 1
 * @param worker the incarnation: a fresh id per start of the process and per lease that ran out
 * @param name of the worker, stable over restarts
 * @param number counts up with each heartbeat and renewal of the incarnation
 * @param slots attempts it can run at a time
 * @param attempts those it runs, and those finished but not yet acknowledged
 */
public record Heartbeat(int v, UUID worker, String name, String pool, long number, int slots, List<Listed> attempts) {
    public static final int VERSION = 1;
    public static final int MAX_ATTEMPTS = 50_000;

    /**
     * One attempt in a worker's hands.
     *
     * @param lastSeq the newest seq it has reported; what is accepted up to here needs no resend
     * @param recordsDone how far it is
     * @param finished whether only the acknowledgement of its last report is missing
     */
    public record Listed(long taskId, int attempt, UUID execution, int lastSeq, long recordsDone, boolean finished) {
        public Listed {
            Checks.atLeast(taskId, 1, "task_id");
            Checks.atLeast(attempt, 1, "attempt");
            Checks.present(execution, "execution");
            Checks.atLeast(lastSeq, 0, "last_seq");
            Checks.atLeast(recordsDone, 0, "records_done");
        }
    }

    public Heartbeat {
        Checks.version(v, VERSION, "v");
        Checks.present(worker, "worker");
        Checks.id(name, "name");
        Checks.id(pool, "pool");
        Checks.atLeast(number, 0, "number");
        Checks.atLeast(slots, 0, "slots");
        attempts = Checks.atMost(attempts, MAX_ATTEMPTS, "attempts");
    }
}
