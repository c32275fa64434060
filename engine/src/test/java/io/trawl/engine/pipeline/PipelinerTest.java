package io.trawl.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.store.InMemoryStore;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PipelinerTest {
    private static final UUID JOB = new UUID(0, 1);
    private final Pipeliner pipeliner =
            new Pipeliner(new InMemoryStore<>(), new InMemoryStore<>(), new InMemoryStore<>());

    @Test
    void shouldJoinSmallChunksWhenTheBatchIsFull() {
        assertThat(on(pipeliner, chunk(1, 3, 3, batch(5, 1000)), 0)).isEmpty();
        assertThat(tasks(on(pipeliner, chunk(2, 3, 3, batch(5, 1000)), 0)))
                .containsExactly(List.of(new InputRange(1, 0, 3), new InputRange(2, 0, 2)));
    }

    @Test
    void shouldCutABigChunkIntoTasks() {
        assertThat(tasks(on(pipeliner, chunk(1, 5, 5, batch(2, 1000)), 0)))
                .containsExactly(List.of(new InputRange(1, 0, 2)), List.of(new InputRange(1, 2, 4)));
        assertThat(tasks(pipeliner.tick(100, 10))).containsExactly(List.of(new InputRange(1, 4, 5)));
    }

    @Test
    void shouldCloseABatchByWeight() {
        assertThat(tasks(on(pipeliner, chunk(1, 4, 400, batch(100, 200)), 0)))
                .containsExactly(List.of(new InputRange(1, 0, 2)), List.of(new InputRange(1, 2, 4)));
    }

    @Test
    void shouldScheduleARecordThatIsHeavierThanABatchAlone() {
        assertThat(tasks(on(pipeliner, chunk(1, 2, 10_000, batch(100, 200)), 0)))
                .containsExactly(List.of(new InputRange(1, 0, 1)), List.of(new InputRange(1, 1, 2)));
    }

    @Test
    void shouldKeepASmallBatchUntilItHasLingered() {
        on(pipeliner, chunk(1, 1, 1, batch(5, 1000)), 10);
        assertThat(pipeliner.tick(59, 10)).isEmpty();
        assertThat(tasks(pipeliner.tick(60, 10))).containsExactly(List.of(new InputRange(1, 0, 1)));
        assertThat(pipeliner.tick(500, 10)).isEmpty();
    }

    @Test
    void shouldIgnoreAChunkItHoldsAlready() {
        on(pipeliner, chunk(1, 2, 2, batch(5, 1000)), 0);
        on(pipeliner, chunk(1, 2, 2, batch(5, 1000)), 0);
        assertThat(tasks(pipeliner.tick(1000, 10))).containsExactly(List.of(new InputRange(1, 0, 2)));
    }

    @Test
    void shouldGoOnWhereTheLedgerSaysTheChunkIsNotScheduled() {
        Event.ChunkAccepted rest = new Event.ChunkAccepted(JOB, 1, "s", 7, 4, 6, 6, batch(5, 1000), false);
        on(pipeliner, rest, 0);
        assertThat(tasks(pipeliner.tick(1000, 10))).containsExactly(List.of(new InputRange(7, 4, 6)));
    }

    @Test
    void shouldHoldABarrierPhaseUntilItIsReleased() {
        Event.ChunkAccepted barrier = new Event.ChunkAccepted(JOB, 2, "s", 7, 0, 6, 6, batch(3, 1000), true);
        assertThat(on(pipeliner, barrier, 0)).isEmpty();
        assertThat(pipeliner.tick(10_000, 10)).isEmpty();
        on(pipeliner, new Event.PhaseReleased(JOB, 2), 0);
        assertThat(tasks(pipeliner.tick(10_000, 10)))
                .containsExactly(List.of(new InputRange(7, 0, 3)), List.of(new InputRange(7, 3, 6)));
    }

    @Test
    void shouldScheduleABarrierChunkAnnouncedAfterTheRelease() {
        on(pipeliner, new Event.PhaseReleased(JOB, 2), 0);
        on(pipeliner, new Event.ChunkAccepted(JOB, 2, "s", 7, 0, 1, 1, batch(3, 1000), true), 0);
        assertThat(pipeliner.tick(10_000, 10)).hasSize(1);
    }

    @Test
    void shouldLearnOfALostReleaseFromWhatIsAnnouncedAfterIt() {
        on(pipeliner, new Event.ChunkAccepted(JOB, 2, "s", 7, 0, 1, 1, batch(3, 1000), true), 0);
        on(pipeliner, new Event.ChunkAccepted(JOB, 2, "s", 7, 0, 1, 1, batch(3, 1000), false), 50);
        assertThat(tasks(pipeliner.tick(10_000, 10))).containsExactly(List.of(new InputRange(7, 0, 1)));
    }

    @Test
    void shouldForgetAJobThatEnded() {
        on(pipeliner, chunk(1, 1, 1, batch(5, 1000)), 0);
        on(pipeliner, new Event.JobEnded(JOB, JobState.CANCELLED), 0);
        assertThat(pipeliner.tick(10_000, 10)).isEmpty();
    }

    @Test
    void shouldKeepSourcesApart() {
        on(pipeliner, chunk(1, 1, 1, batch(2, 1000)), 0);
        on(pipeliner, new Event.ChunkAccepted(JOB, 1, "other", 2, 0, 1, 1, batch(2, 1000), false), 0);
        assertThat(pipeliner.tick(10_000, 10)).hasSize(2);
    }

    @Test
    void shouldScheduleEachRecordOnceWhateverTheChunks() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Pipeliner fresh = new Pipeliner(new InMemoryStore<>(), new InMemoryStore<>(), new InMemoryStore<>());
            BatchPolicy policy = batch(1 + random.nextInt(7), 1 + random.nextInt(50));
            List<Command> commands = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            for (int chunk = 1; chunk <= 20; chunk++) {
                int records = 1 + random.nextInt(12);
                sizes.add(records);
                commands.addAll(on(fresh, chunk(chunk, records, random.nextInt(100), policy), chunk));
            }
            commands.addAll(fresh.tick(100_000, 1_000));
            assertCoversEachRecordOnce(seed, sizes, tasks(commands), policy);
        }
    }

    private static void assertCoversEachRecordOnce(
            long seed, List<Integer> sizes, List<List<InputRange>> tasks, BatchPolicy policy) {
        int[] upTo = new int[sizes.size() + 1];
        for (List<InputRange> task : tasks) {
            assertThat(task.stream().mapToInt(InputRange::records).sum())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(policy.maxRecords());
            for (InputRange range : task) {
                assertThat(range.from()).as("seed %d", seed).isEqualTo(upTo[(int) range.chunkId()]);
                upTo[(int) range.chunkId()] = range.to();
            }
        }
        for (int chunk = 1; chunk <= sizes.size(); chunk++) {
            assertThat(upTo[chunk]).as("seed %d chunk %d", seed, chunk).isEqualTo(sizes.get(chunk - 1));
        }
    }

    @Test
    void shouldGoBackToWhatTheLedgerSaysOfAChunkItHolds() {
        on(pipeliner, chunk(1, 3, 3, batch(2, 1000)), 0);
        assertThat(tasks(on(pipeliner, chunk(1, 3, 3, batch(2, 1000)), 10)))
                .containsExactly(List.of(new InputRange(1, 0, 2)));
        assertThat(tasks(pipeliner.tick(10_000, 10))).containsExactly(List.of(new InputRange(1, 2, 3)));
    }

    private static List<Command> on(Pipeliner pipeliner, Event event, long now) {
        pipeliner.on(event, now);
        return pipeliner.full(now);
    }

    private static BatchPolicy batch(int records, long weight) {
        return new BatchPolicy(records, weight, Duration.ofMillis(50));
    }

    private static Event.ChunkAccepted chunk(long id, int records, long weight, BatchPolicy batch) {
        return new Event.ChunkAccepted(JOB, 1, "s", id, 0, records, weight, batch, false);
    }

    private static List<List<InputRange>> tasks(List<Command> commands) {
        return commands.stream()
                .map(command -> ((Command.Schedule) command).ranges())
                .toList();
    }
}
