package io.trawl.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Opening;
import io.trawl.engine.ledger.AssignLedger.Pool;
import io.trawl.schemas.window.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResourceCoordinatorTest {
    private static final UUID BIG = new UUID(0, 1);
    private static final UUID SMALL = new UUID(0, 2);
    private final ResourceCoordinator coordinator = new ResourceCoordinator();

    @Test
    void shouldGrantNoMoreThanTheFreeSlots() {
        Plan plan = plan(4, group(BIG, "a").due(100).inFlight(3));
        assertThat(granted(plan, BIG)).isEqualTo(1);
    }

    @Test
    void shouldStartASmallJobBehindAHugeOneAtOnce() {
        Plan plan = plan(
                100,
                group(BIG, "a").due(1_000).pending(1_000_000).inFlight(90),
                group(SMALL, "b").due(100));
        assertThat(granted(plan, SMALL)).isEqualTo(10);
        assertThat(granted(plan, BIG)).isZero();
    }

    @Test
    void shouldShareEquallyBetweenJobsOfTheSamePriority() {
        Plan plan = plan(10, group(BIG, "a").due(100), group(SMALL, "b").due(100));
        assertThat(granted(plan, BIG)).isEqualTo(5);
        assertThat(granted(plan, SMALL)).isEqualTo(5);
    }

    @Test
    void shouldGiveTwiceTheShareForOneStepOfPriority() {
        Plan plan =
                plan(9, group(BIG, "a").due(100).priority(6), group(SMALL, "b").due(100));
        assertThat(granted(plan, BIG)).isEqualTo(6);
        assertThat(granted(plan, SMALL)).isEqualTo(3);
    }

    @Test
    void shouldTakeTurnsWhenThereIsOneSlot() {
        int big = 0;
        for (int turn = 0; turn < 10; turn++) {
            big += granted(plan(1, group(BIG, "a").due(100), group(SMALL, "b").due(100)), BIG);
        }
        assertThat(big).isEqualTo(5);
    }

    @Test
    void shouldHoldTheBudgetOfASourceOverAllJobs() {
        Plan plan = plan(
                100,
                group(BIG, "shared").due(50).budget(4).inFlight(2),
                group(SMALL, "shared").due(50).budget(4));
        assertThat(granted(plan, BIG) + granted(plan, SMALL)).isEqualTo(2);
        assertThat(plan.waits().get(key(BIG, "shared"))).isEqualTo(new WaitReason.SourceBudget("shared", 4));
    }

    @Test
    void shouldGrantNothingOutsideTheWindowsOfASource() {
        Group closed = group(BIG, "a").due(5).build();
        Group other = group(SMALL, "b").due(5).build();
        List<TimeWindow> office = List.of(TimeWindow.parse("not 08:00-18:00 Europe/London"));
        Opening opening = new Opening(closed.tenant(), "a", office);
        Instant noon = Instant.parse("2026-07-15T12:00:00Z");
        Plan plan = coordinator.plan(
                new Backlog(List.of(closed, other), List.of(new Pool("default", 10, 1)), List.of(opening), noon));
        assertThat(granted(plan, BIG)).isZero();
        assertThat(granted(plan, SMALL)).isEqualTo(5);
        assertThat(plan.waits().get(key(BIG, "a")).sentence())
                .isEqualTo("Source 'a' may not be read now; it opens at 2026-07-15T17:00:00Z.");
        Plan evening = coordinator.plan(new Backlog(
                List.of(closed), List.of(new Pool("default", 10, 1)), List.of(opening), noon.plusSeconds(18_000)));
        assertThat(granted(evening, BIG)).isEqualTo(5);
    }

    @Test
    void shouldKeepSourcesOfTheSameNameInDifferentTenantsApart() {
        Plan plan = plan(
                100,
                group(BIG, "s").due(50).budget(4),
                group(SMALL, "s").due(50).budget(4).tenant("other"));
        assertThat(granted(plan, BIG)).isEqualTo(4);
        assertThat(granted(plan, SMALL)).isEqualTo(4);
    }

    @Test
    void shouldHoldTheLimitOfAJobOverItsSources() {
        Plan plan = plan(
                100, group(BIG, "a").due(50).limit(3), group(BIG, "b").due(50).limit(3));
        assertThat(granted(plan, BIG)).isEqualTo(3);
        assertThat(plan.waits().values()).contains(new WaitReason.JobLimit(3));
    }

    @Test
    void shouldPreferLaterPhasesOfAJob() {
        Plan plan = plan(2, group(BIG, "a").due(50), group(BIG, "a").phase(2).due(50));
        assertThat(plan.grants()).containsExactly(new Grant(new GroupKey(BIG, 2, "a"), 2, false));
    }

    @Test
    void shouldSayThatNobodyServesThePool() {
        Plan plan = new ResourceCoordinator()
                .plan(new Backlog(List.of(group(BIG, "a").due(1).build()), List.of()));
        assertThat(plan.grants()).isEmpty();
        assertThat(plan.waits().get(key(BIG, "a"))).isEqualTo(new WaitReason.NoWorker("default"));
    }

    @Test
    void shouldTellWhetherASlotIsTakenByOtherJobsOrByItsOwn() {
        Plan shared =
                plan(4, group(BIG, "a").due(5).inFlight(4), group(SMALL, "b").due(5));
        assertThat(shared.waits().get(key(BIG, "a"))).isEqualTo(new WaitReason.NoFreeSlot("default", 4));
        assertThat(shared.waits().get(key(SMALL, "b"))).isEqualTo(new WaitReason.FairShare("default", 4, 1));
        assertThat(shared.waits().get(key(SMALL, "b")).sentence()).contains("4 slots", "1 other job;");
    }

    @Test
    void shouldSayThatATaskIsBackingOff() {
        Instant until = Instant.parse("2026-01-01T00:00:00Z");
        Plan plan = plan(10, group(BIG, "a").pending(1).nextDue(until));
        assertThat(plan.waits().get(key(BIG, "a"))).isEqualTo(new WaitReason.Backoff(until));
    }

    @Test
    void shouldSayThatTheJobIsNotRunning() {
        Plan plan = plan(10, group(BIG, "a").due(5).notClaimable());
        assertThat(plan.grants()).isEmpty();
        assertThat(plan.waits().get(key(BIG, "a"))).isEqualTo(new WaitReason.JobNotRunning());
    }

    @Test
    void shouldRunThePoolDryBeforeATaskThatMustRunAlone() {
        Plan waiting =
                plan(10, group(BIG, "a").due(5).inFlight(1), group(SMALL, "b").soloDue());
        assertThat(waiting.grants()).isEmpty();
        assertThat(waiting.waits().get(key(BIG, "a"))).isEqualTo(new WaitReason.Solo("default"));
        Plan dry = plan(10, group(BIG, "a").due(5), group(SMALL, "b").soloDue());
        assertThat(dry.grants()).containsExactly(new Grant(key(SMALL, "b"), 1, true));
        Plan running = plan(10, group(BIG, "a").due(5), group(SMALL, "b").soloInFlight());
        assertThat(running.grants()).isEmpty();
    }

    private Plan plan(int slots, GroupBuilder... groups) {
        List<Group> built =
                java.util.Arrays.stream(groups).map(GroupBuilder::build).toList();
        return coordinator.plan(new Backlog(built, List.of(new Pool("default", slots, 1))));
    }

    private static int granted(Plan plan, UUID job) {
        return plan.grants().stream()
                .filter(grant -> grant.group().jobId().equals(job))
                .mapToInt(Grant::tasks)
                .sum();
    }

    private static GroupKey key(UUID job, String source) {
        return new GroupKey(job, 0, source);
    }

    private static GroupBuilder group(UUID job, String source) {
        return new GroupBuilder(job, source);
    }

    /** A group with sensible values, changed word by word. */
    private static final class GroupBuilder {
        private final UUID job;
        private final String source;
        private int phase;
        private String tenant = "t";
        private boolean claimable = true;
        private int priority = 5;
        private Integer limit;
        private int budget = 1_000;
        private long pending;
        private int due;
        private boolean soloDue;
        private Instant nextDue;
        private int inFlight;
        private boolean soloInFlight;

        GroupBuilder(UUID job, String source) {
            this.job = job;
            this.source = source;
        }

        GroupBuilder phase(int number) {
            phase = number;
            return this;
        }

        GroupBuilder tenant(String name) {
            tenant = name;
            return this;
        }

        GroupBuilder notClaimable() {
            claimable = false;
            return this;
        }

        GroupBuilder priority(int value) {
            priority = value;
            return this;
        }

        GroupBuilder limit(int value) {
            limit = value;
            return this;
        }

        GroupBuilder budget(int value) {
            budget = value;
            return this;
        }

        GroupBuilder due(int tasks) {
            due = tasks;
            pending = Math.max(pending, tasks);
            return this;
        }

        GroupBuilder pending(long tasks) {
            pending = tasks;
            return this;
        }

        GroupBuilder nextDue(Instant at) {
            nextDue = at;
            return this;
        }

        GroupBuilder inFlight(int tasks) {
            inFlight = tasks;
            return this;
        }

        GroupBuilder soloDue() {
            soloDue = true;
            pending = Math.max(1, pending);
            return this;
        }

        GroupBuilder soloInFlight() {
            soloInFlight = true;
            inFlight = 1;
            return this;
        }

        Group build() {
            return new Group(
                    new GroupKey(job, phase, source),
                    tenant,
                    "default",
                    claimable,
                    priority,
                    limit,
                    budget,
                    pending,
                    due,
                    soloDue,
                    nextDue,
                    inFlight,
                    inFlight,
                    soloInFlight);
        }
    }
}
