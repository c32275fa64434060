package io.trawl.engine.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.store.InMemoryStore;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.TaskState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReaperTest {
    private static final UUID JOB = new UUID(0, 1);
    private static final UUID WORKER = new UUID(0, 2);
    private static final long SILENCE = 1_000;
    private final Reaper reaper = new Reaper(new InMemoryStore<>(), new InMemoryStore<>(), Duration.ofMillis(SILENCE));

    @BeforeEach
    void caughtUpLongAgo() {
        reaper.caughtUp(-SILENCE);
    }

    @Test
    void shouldProposeASilentWorkerOnceAndForgetIt() {
        reaper.on(heartbeat(WORKER, 1), 0);
        assertThat(reaper.tick(SILENCE, 10)).isEmpty();
        assertThat(reaper.tick(SILENCE + 1, 10)).containsExactly(new Command.LoseWorker(WORKER));
        assertThat(reaper.tick(SILENCE + 2, 10)).isEmpty();
    }

    @Test
    void shouldKeepAWorkerThatIsHeard() {
        reaper.on(heartbeat(WORKER, 1), 0);
        reaper.on(heartbeat(WORKER, 2), 900);
        assertThat(reaper.tick(1_500, 10)).isEmpty();
    }

    @Test
    void shouldNotTakeAnOldHeartbeatForALifeSign() {
        reaper.on(heartbeat(WORKER, 5), 0);
        reaper.on(heartbeat(WORKER, 4), 900);
        assertThat(reaper.tick(1_500, 10)).containsExactly(new Command.LoseWorker(WORKER));
    }

    @Test
    void shouldProposeNothingUntilAFullLeaseAfterItHasCaughtUp() {
        reaper.on(heartbeat(WORKER, 1), 0);
        reaper.caughtUp(5_000);
        assertThat(reaper.tick(5_900, 10)).isEmpty();
        assertThat(reaper.tick(6_000, 10)).hasSize(1);
    }

    @Test
    void shouldProposeAnAttemptThatDoesNotAdvance() {
        reaper.on(started(1, 500), 0);
        assertThat(reaper.tick(500, 10)).isEmpty();
        assertThat(reaper.tick(501, 10))
                .containsExactly(new Command.AbortAttempt(JOB, 1, 1, Command.AbortAttempt.Cause.STALLED));
        assertThat(reaper.tick(502, 10)).isEmpty();
    }

    @Test
    void shouldCountStallFromTheLastAcceptedChunkAndNotFromTheStart() {
        reaper.on(started(1, 500), 0);
        reaper.on(new Event.TaskAdvanced(JOB, 1, 1, 1), 400);
        reaper.on(started(1, 500), 450);
        assertThat(reaper.tick(900, 10)).isEmpty();
        assertThat(reaper.tick(901, 10)).hasSize(1);
    }

    @Test
    void shouldForgetAnAttemptThatEnded() {
        reaper.on(started(1, 500), 0);
        reaper.on(new Event.TaskEnded(JOB, 1, 1, TaskState.DONE), 10);
        assertThat(reaper.tick(900, 10)).isEmpty();
    }

    @Test
    void shouldWatchAWorkerItKnowsOnlyFromAStart() {
        reaper.on(started(1, 100_000), 0);
        assertThat(reaper.tick(SILENCE + 1, 10)).containsExactly(new Command.LoseWorker(WORKER));
    }

    @Test
    void shouldProposeABoundedNumberPerTurnAndAllInTheEnd() {
        for (int i = 0; i < 25; i++) {
            reaper.on(heartbeat(new UUID(9, i), 1), 0);
        }
        Set<Command> proposed = new HashSet<>();
        for (int turn = 0; turn < 3; turn++) {
            List<Command> commands = reaper.tick(SILENCE + 1, 10);
            assertThat(commands).hasSizeLessThanOrEqualTo(10);
            proposed.addAll(commands);
        }
        assertThat(proposed).hasSize(25);
    }

    @Test
    void shouldTellOfAWorkerThatJoinsAndOfOneThatIsLostOnce() {
        reaper.on(started(1, 100_000), 0);
        assertThat(reaper.notices()).isEmpty();
        reaper.on(heartbeat(WORKER, 1), 10);
        reaper.on(heartbeat(WORKER, 2), 20);
        assertThat(reaper.notices()).containsExactly(new Event.WorkerJoined(WORKER, "w", "default", 4));
        reaper.tick(SILENCE + 21, 10);
        assertThat(reaper.notices()).containsExactly(new Event.WorkerLost(WORKER, "w"));
        reaper.tick(SILENCE + 22, 10);
        assertThat(reaper.notices()).isEmpty();
    }

    @Test
    void shouldTellOfAWorkerWhoseAttemptStalls() {
        reaper.on(started(1, 500), 0);
        reaper.tick(501, 10);
        assertThat(reaper.notices()).containsExactly(new Event.WorkerStalled(WORKER, JOB, 1, 1));
    }

    @Test
    void shouldKeepABoundedNumberOfNoticesForAHostThatDoesNotAsk() {
        for (int i = 0; i < 3_000; i++) {
            reaper.on(heartbeat(new UUID(9, i), 1), 0);
        }
        assertThat(reaper.notices()).hasSize(1_000);
    }

    /** What a host says is heard by the reaper too: it must not act on its own words. */
    @Test
    void shouldPassOverNotices() {
        reaper.on(new Event.WorkerJoined(WORKER, "w", "default", 4), 0);
        reaper.on(new Event.WorkerStalled(WORKER, JOB, 1, 1), 0);
        reaper.on(new Event.WorkerLost(WORKER, "w"), 0);
        assertThat(reaper.tick(SILENCE + 1, 10)).isEmpty();
        assertThat(reaper.notices()).isEmpty();
    }

    private static Heartbeat heartbeat(UUID worker, long number) {
        return new Heartbeat(1, worker, "w", "default", number, 4, List.of());
    }

    private static Event.TaskStarted started(long task, long stallMs) {
        return new Event.TaskStarted(JOB, task, 1, new UUID(0, task), WORKER, stallMs);
    }
}
