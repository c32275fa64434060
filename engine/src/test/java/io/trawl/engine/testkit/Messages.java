package io.trawl.engine.testkit;

import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.Report;
import io.trawl.schemas.Tally;
import io.trawl.schemas.WorkPacket;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Messages to be carried. */
public final class Messages {
    public static final String POOL = "default";
    private static final UUID JOB = new UUID(1, 1);
    private static final UUID WORKER = new UUID(2, 2);

    private Messages() {}

    public static Report report(long task, int seq) {
        return new Report(
                Report.VERSION,
                JOB,
                task,
                1,
                new UUID(3, task),
                WORKER,
                seq,
                Report.Kind.CHUNK,
                0,
                0,
                0,
                new Checkpoint(seq, null),
                Tally.NONE,
                null);
    }

    /** Of one task. */
    public static List<Report> reports(long task, int firstSeq, int lastSeq) {
        return IntStream.rangeClosed(firstSeq, lastSeq)
                .mapToObj(seq -> report(task, seq))
                .toList();
    }

    public static WorkPacket packet(long task) {
        return new WorkPacket(WorkPacket.VERSION, "default", JOB, task, 1, "echo", "read", "source", POOL);
    }

    public static List<WorkPacket> packets(long firstTask, int count) {
        return IntStream.range(0, count).mapToObj(i -> packet(firstTask + i)).toList();
    }
}
