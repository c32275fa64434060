package io.trawl.worker.http;

import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Report;
import io.trawl.schemas.StagedRows;
import io.trawl.schemas.WorkPacket;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known here of the attempts that run: whose they are, and the rows that wait for the report they go with,
 * one chunk of an attempt at most. Thread-safe.
 */
final class RemoteAttempts {
    /** One that began while a heartbeat was composed is missing in that one, but not in the next. */
    private static final int MISSES = 2;

    private final Map<UUID, Attempt> attempts = new ConcurrentHashMap<>();

    /** An attempt, by its execution. */
    static final class Attempt {
        private final WorkPacket packet;
        private final UUID worker;
        private @Nullable StagedRows held;
        private int misses;

        Attempt(WorkPacket packet, UUID worker) {
            this.packet = packet;
            this.worker = worker;
        }

        WorkPacket packet() {
            return packet;
        }

        UUID worker() {
            return worker;
        }

        synchronized Optional<StagedRows> held() {
            return Optional.ofNullable(held);
        }

        /** Until a report takes them along. */
        synchronized void hold(StagedRows rows) {
            held = rows;
        }

        synchronized void staged(StagedRows rows) {
            if (rows.equals(held)) {
                held = null;
            }
        }

        private synchronized boolean missed(boolean listed) {
            misses = listed ? 0 : misses + 1;
            return misses >= MISSES;
        }
    }

    void begin(UUID execution, WorkPacket packet, UUID worker) {
        attempts.put(execution, new Attempt(packet, worker));
    }

    Optional<Attempt> find(UUID execution) {
        return Optional.ofNullable(attempts.get(execution));
    }

    /** The rows that have to be staged before this report can be taken. */
    Optional<StagedRows> rowsOf(Report report) {
        return find(report.execution()).flatMap(Attempt::held).filter(rows -> rows.seq() == report.seq());
    }

    void staged(StagedRows rows) {
        find(rows.execution()).ifPresent(attempt -> attempt.staged(rows));
    }

    /** What is not listed any more is over. */
    void keepListed(Heartbeat heartbeat) {
        var listed =
                heartbeat.attempts().stream().map(Heartbeat.Listed::execution).collect(Collectors.toSet());
        attempts.entrySet().removeIf(entry -> entry.getValue().missed(listed.contains(entry.getKey())));
    }

    int size() {
        return attempts.size();
    }
}
