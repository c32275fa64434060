package io.trawl.engine.attempt;

import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One attempt in a worker's hands, from the moment its start is asked for until its end is acknowledged. Thread-safe. */
public final class AttemptHandle {
    /** First wait before an unacknowledged report is sent again; doubles each time. */
    private static final long FIRST_RESEND_MS = 2_000;

    private static final long LONGEST_RESEND_MS = 30_000;

    private final WorkPacket packet;
    private final UUID execution;
    private final ArrayDeque<Unacknowledged> unacknowledged = new ArrayDeque<>();
    private volatile boolean stopped;
    private volatile boolean draining;
    private int lastSeq;
    private long recordsDone;
    private boolean finished;
    private long grantedAt = Long.MAX_VALUE;

    private record Unacknowledged(Report report, long dueAt, long waitMs) {}

    AttemptHandle(WorkPacket packet, UUID execution) {
        this.packet = packet;
        this.execution = execution;
    }

    public WorkPacket packet() {
        return packet;
    }

    public UUID execution() {
        return execution;
    }

    /** Whether the attempt no longer counts, or the worker wants it to end. */
    public boolean stopped() {
        return stopped;
    }

    public void stop() {
        stopped = true;
    }

    /** Asks the handler to let go soon; what is safe until then still counts. */
    public void drain() {
        draining = true;
    }

    public boolean draining() {
        return draining;
    }

    /** The start was granted; {@code number} is that of the newest heartbeat composed before. */
    synchronized void granted(long number) {
        grantedAt = number;
    }

    /** Whether a heartbeat of this number was composed when the attempt was known to be this execution's. */
    synchronized boolean grantedBefore(long number) {
        return number > grantedAt;
    }

    /** Remembers a report until it is acknowledged. {@code now} in milliseconds of the worker's monotonic clock. */
    synchronized void reported(Report report, long now) {
        unacknowledged.add(new Unacknowledged(report, now + FIRST_RESEND_MS, FIRST_RESEND_MS));
        lastSeq = report.seq();
        recordsDone = report.checkpoint().recordsDone();
        finished = report.kind() != Report.Kind.CHUNK;
    }

    /** Everything up to {@code seq} was taken. Returns whether nothing is left to say. */
    synchronized boolean acknowledged(int seq) {
        while (!unacknowledged.isEmpty() && unacknowledged.peek().report().seq() <= seq) {
            unacknowledged.poll();
        }
        return finished && unacknowledged.isEmpty();
    }

    public synchronized int unacknowledged() {
        return unacknowledged.size();
    }

    /** Reports that have waited long enough for an answer, oldest first; each is then given more time. */
    synchronized List<Report> due(long now) {
        List<Report> due = new ArrayList<>();
        int pending = unacknowledged.size();
        for (int i = 0; i < pending; i++) {
            Unacknowledged one = unacknowledged.remove();
            if (one.dueAt() <= now) {
                due.add(one.report());
                long wait = Math.min(LONGEST_RESEND_MS, one.waitMs() * 2);
                one = new Unacknowledged(one.report(), now + wait, wait);
            }
            unacknowledged.add(one);
        }
        return due;
    }

    synchronized Heartbeat.Listed listed() {
        return new Heartbeat.Listed(packet.taskId(), packet.attempt(), execution, lastSeq, recordsDone, finished);
    }
}
