package io.trawl.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Opening;
import io.trawl.engine.ledger.AssignLedger.Pool;
import io.trawl.schemas.PoolView;
import io.trawl.schemas.window.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DemandTest {
    private static final UUID JOB = new UUID(1, 1);
    private static final UUID OTHER = new UUID(2, 2);
    private static final Pool TWO_OF_FOUR = new Pool("default", 8, 2);

    /** Tasks of a job at a source, all of them due. */
    private static Group group(UUID job, String source, int due, int inFlight, int budget, Integer jobLimit) {
        return new Group(
                new GroupKey(job, 0, source),
                "default",
                "default",
                true,
                5,
                jobLimit,
                budget,
                due,
                due,
                false,
                null,
                inFlight,
                inFlight,
                false);
    }

    private static PoolView only(Pool pool, Group... groups) {
        List<PoolView> all = Demand.of(new Backlog(List.of(groups), List.of(pool)));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void shouldWantTheWorkersThatItsTasksFill() {
        assertThat(only(TWO_OF_FOUR, group(JOB, "s", 9, 4, 1_000, null)))
                .isEqualTo(new PoolView("default", 9, 9, 4, 8, 2, 4));
        assertThat(only(TWO_OF_FOUR, group(JOB, "s", 8, 4, 1_000, null)).wantedWorkers())
                .isEqualTo(3);
    }

    @Test
    void shouldWantNobodyForWhatTheBudgetOfASourceForbids() {
        PoolView view = only(TWO_OF_FOUR, group(JOB, "s", 500, 3, 6, null), group(OTHER, "s", 500, 1, 6, null));
        assertThat(view.runnable()).isEqualTo(2);
        assertThat(view.wantedWorkers()).isEqualTo(2);
        assertThat(view.pending()).isEqualTo(1_000);
    }

    @Test
    void shouldWantNobodyForWhatTheLimitOfAJobForbids() {
        PoolView view = only(TWO_OF_FOUR, group(JOB, "a", 500, 2, 100, 5), group(JOB, "b", 500, 0, 100, 5));
        assertThat(view.runnable()).isEqualTo(3);
    }

    @Test
    void shouldKeepWorkersForWhatRunsOfAJobThatIsPaused() {
        Group paused = new Group(
                new GroupKey(JOB, 0, "s"), "t", "default", false, 5, null, 9, 100, 100, true, null, 5, 5, false);
        assertThat(only(TWO_OF_FOUR, paused)).isEqualTo(new PoolView("default", 100, 0, 5, 8, 2, 2));
    }

    @Test
    void shouldWantNobodyOutsideTheWindowsOfASource() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        Opening nights = new Opening("default", "s", List.of(TimeWindow.parse("only 22:00-06:00 UTC")));
        List<PoolView> all = Demand.of(
                new Backlog(List.of(group(JOB, "s", 50, 0, 100, null)), List.of(TWO_OF_FOUR), List.of(nights), noon));
        assertThat(all).containsExactly(new PoolView("default", 50, 0, 0, 8, 2, 0));
    }

    @Test
    void shouldCountATaskThatMustRunAlone() {
        Group solo = new Group(
                new GroupKey(JOB, 0, "s"), "default", "default", true, 5, null, 9, 1, 0, true, null, 0, 0, false);
        assertThat(only(TWO_OF_FOUR, solo).wantedWorkers()).isEqualTo(1);
    }

    @Test
    void shouldWantAFirstWorkerWhereThereIsNone() {
        List<PoolView> all = Demand.of(new Backlog(List.of(group(JOB, "s", 1, 0, 100, null)), List.of()));
        assertThat(all).containsExactly(new PoolView("default", 1, 1, 0, 0, 0, 1));
        List<PoolView> more = Demand.of(new Backlog(List.of(group(JOB, "s", 17, 0, 100, null)), List.of()));
        assertThat(more.getFirst().wantedWorkers()).isEqualTo(3);
    }

    /** Workers of a pool may differ; one alone of the average would round to a worker too many. */
    @Test
    void shouldWantAsManyAsThereAreWhenAllAreJustBusy() {
        assertThat(only(new Pool("default", 8, 3), group(JOB, "s", 0, 8, 100, null))
                        .wantedWorkers())
                .isEqualTo(3);
    }
}
