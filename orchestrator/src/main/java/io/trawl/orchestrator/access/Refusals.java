package io.trawl.orchestrator.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refused attempts, bounded: the first of a caller and kind in a minute is stored at once, the others of that minute are
 * counted and stored as one line. Whoever tries doors all day fills no disk.
 */
public final class Refusals {
    /** Of callers and kinds at the same time; beyond it only counting goes on, under one name. */
    static final int MAX_KEYS = 1_000;

    private static final String OTHERS = "others";
    private static final long MINUTE_MILLIS = 60_000;

    private final AuditTrail trail;
    private final InstantSource clock;
    private final Map<Key, Seen> seen = new HashMap<>();

    public Refusals(AuditTrail trail, InstantSource clock) {
        this.trail = trail;
        this.clock = clock;
    }

    private record Key(String tenant, String principal, String action, int status) {
        static Key of(AuditEntry entry) {
            return new Key(entry.tenant(), entry.principal(), entry.action(), entry.status());
        }

        Key withoutName() {
            return new Key(tenant, OTHERS, OTHERS, status);
        }
    }

    /** @param more after the first, which is stored already */
    private record Seen(long minute, AuditEntry last, int more) {}

    public void add(AuditEntry refused) {
        store(counted(refused));
    }

    private synchronized List<AuditEntry> counted(AuditEntry refused) {
        long minute = minute(clock.instant());
        List<AuditEntry> due = due(minute);
        Key key = Key.of(refused);
        if (!seen.containsKey(key) && seen.size() >= MAX_KEYS) {
            key = key.withoutName();
        }
        Seen before = seen.get(key);
        if (before == null) {
            seen.put(key, new Seen(minute, refused, 0));
            due.add(refused);
        } else {
            seen.put(key, new Seen(minute, refused, before.more() + 1));
        }
        return due;
    }

    /** Stores what earlier minutes still hold; all of it when the process ends. */
    public void flush(boolean all) {
        List<AuditEntry> due;
        synchronized (this) {
            due = due(all ? Long.MAX_VALUE : minute(clock.instant()));
        }
        store(due);
    }

    private List<AuditEntry> due(long minute) {
        List<AuditEntry> due = new ArrayList<>();
        seen.values().removeIf(one -> {
            boolean over = one.minute() < minute;
            if (over && one.more() > 0) {
                due.add(counting(one));
            }
            return over;
        });
        return due;
    }

    private static AuditEntry counting(Seen one) {
        AuditEntry last = one.last();
        return new AuditEntry(
                last.at(),
                last.tenant(),
                last.principal(),
                last.action(),
                null,
                last.outcome(),
                last.status(),
                one.more(),
                last.correlationId());
    }

    private void store(List<AuditEntry> due) {
        due.forEach(trail::append);
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), MINUTE_MILLIS);
    }
}
