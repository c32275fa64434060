package io.trawl.engine.reaper;

import io.trawl.engine.store.SortedStore;
import io.trawl.engine.store.SortedStore.Entry;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notices workers that fell silent and attempts that make no progress. It proposes each once and forgets: the ledger
 * disposes by its own leases. After a start it proposes nothing until one full lease has passed, so that a backlog of
 * old heartbeats kills nobody. Not safe for several threads.
 */
public final class Reaper {
    private static final int ENTRIES_PER_TURN = 10_000;
    private static final int MAX_NOTICES = 1_000;

    private final SortedStore<UUID, WatchedWorker> workers;
    private final SortedStore<AttemptKey, WatchedAttempt> attempts;
    private final long silenceMs;
    private @Nullable UUID nextWorker;
    private @Nullable AttemptKey nextAttempt;
    private long quietUntil = Long.MIN_VALUE;
    private final List<Event> notices = new ArrayList<>();

    /** @param silence after which a worker is proposed as lost; not shorter than a lease */
    public Reaper(
            SortedStore<UUID, WatchedWorker> workers,
            SortedStore<AttemptKey, WatchedAttempt> attempts,
            Duration silence) {
        this.workers = workers;
        this.attempts = attempts;
        this.silenceMs = silence.toMillis();
    }

    /** The host says that it has caught up with its input, at start and after every pause of its own. */
    public void caughtUp(long now) {
        quietUntil = now + silenceMs;
    }

    public void on(Heartbeat beat, long now) {
        WatchedWorker known = workers.get(beat.worker());
        if (known == null || beat.number() > known.number()) {
            workers.put(beat.worker(), new WatchedWorker(beat.name(), beat.number(), now));
        }
        if (known == null || known.name().isEmpty()) {
            notice(new Event.WorkerJoined(beat.worker(), beat.name(), beat.pool(), beat.slots()));
        }
    }

    public void on(Event event, long now) {
        switch (event) {
            case Event.TaskStarted started -> onStarted(started, now);
            case Event.TaskAdvanced advanced -> onAdvanced(advanced, now);
            case Event.TaskEnded ended -> onEnded(new AttemptKey(ended.taskId(), ended.attempt()));
            case Event.ChunkAccepted _, Event.PhaseReleased _, Event.JobEnded _, Event.PhaseAdvanced _ -> {}
            // Its own notices come back to it: to act on them would be to hear itself for ever.
            case Event.JobRate _, Event.WorkerJoined _, Event.WorkerLost _, Event.WorkerStalled _ -> {}
        }
    }

    /** What to propose now; bounded work, going on next turn where it stopped. */
    public List<Command> tick(long now, int maxCommands) {
        List<Command> commands = new ArrayList<>();
        if (now < quietUntil) {
            return commands;
        }
        silentWorkers(now, maxCommands, commands);
        stalledAttempts(now, maxCommands, commands);
        return commands;
    }

    /**
     * What was noticed since the last call, for people and scalers. A host that does not ask keeps at most
     * {@value #MAX_NOTICES}.
     */
    public List<Event> notices() {
        List<Event> all = List.copyOf(notices);
        notices.clear();
        return all;
    }

    private void notice(Event event) {
        if (notices.size() < MAX_NOTICES) {
            notices.add(event);
        }
    }

    private void onStarted(Event.TaskStarted started, long now) {
        AttemptKey key = new AttemptKey(started.taskId(), started.attempt());
        if (attempts.get(key) == null) {
            attempts.put(key, new WatchedAttempt(started.jobId(), started.worker(), started.stallMs(), 0, now));
        }
        if (workers.get(started.worker()) == null) {
            workers.put(started.worker(), new WatchedWorker("", 0, now));
        }
    }

    private void onAdvanced(Event.TaskAdvanced advanced, long now) {
        AttemptKey key = new AttemptKey(advanced.taskId(), advanced.attempt());
        WatchedAttempt known = attempts.get(key);
        if (known != null && advanced.seq() > known.seq()) {
            attempts.put(key, new WatchedAttempt(known.jobId(), known.worker(), known.stallMs(), advanced.seq(), now));
        }
    }

    /** Most end before they are told of as running at all: to remove what is not there would cost as much as to put it. */
    private void onEnded(AttemptKey key) {
        if (attempts.get(key) != null) {
            attempts.remove(key);
        }
    }

    private void silentWorkers(long now, int maxCommands, List<Command> commands) {
        List<Entry<UUID, WatchedWorker>> page =
                nextWorker == null ? workers.first(ENTRIES_PER_TURN) : workers.scan(nextWorker, ENTRIES_PER_TURN);
        nextWorker = null;
        for (Entry<UUID, WatchedWorker> entry : page) {
            if (commands.size() >= maxCommands) {
                nextWorker = entry.key();
                return;
            }
            if (now - entry.value().heardAt() > silenceMs) {
                commands.add(new Command.LoseWorker(entry.key()));
                if (!entry.value().name().isEmpty()) {
                    notice(new Event.WorkerLost(entry.key(), entry.value().name()));
                }
                workers.remove(entry.key());
            }
        }
        if (page.size() == ENTRIES_PER_TURN) {
            nextWorker = page.getLast().key();
        }
    }

    private void stalledAttempts(long now, int maxCommands, List<Command> commands) {
        List<Entry<AttemptKey, WatchedAttempt>> page =
                nextAttempt == null ? attempts.first(ENTRIES_PER_TURN) : attempts.scan(nextAttempt, ENTRIES_PER_TURN);
        nextAttempt = null;
        for (Entry<AttemptKey, WatchedAttempt> entry : page) {
            if (commands.size() >= maxCommands) {
                nextAttempt = entry.key();
                return;
            }
            AttemptKey key = entry.key();
            WatchedAttempt watched = entry.value();
            if (now - watched.advancedAt() > watched.stallMs()) {
                commands.add(new Command.AbortAttempt(
                        watched.jobId(), key.taskId(), key.attempt(), Command.AbortAttempt.Cause.STALLED));
                notice(new Event.WorkerStalled(watched.worker(), watched.jobId(), key.taskId(), key.attempt()));
                attempts.remove(key);
            }
        }
        if (page.size() == ENTRIES_PER_TURN) {
            nextAttempt = page.getLast().key();
        }
    }
}
