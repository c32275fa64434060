package io.trawl.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/**
 * F31: a job of a million tasks stands beside a hundred small ones. The real coordinator hands out the slots, tick by tick
 * of a time that is only counted; a task cannot be taken from a slot once it has started.
 */
class F31ManyTasksBesideSmallJobsTest {
    private static final int SLOTS = 16;
    private static final int SMALL_JOBS = 100;
    private static final int SMALL_TASKS = 10;
    private static final int SHORTEST_TASK = 5;
    private static final int LONGEST_TASK = 15;
    private static final int WARM_UP = 50;
    private static final int DUE_LIMIT = 2_000;
    private static final int MAX_TICKS = 100_000;

    @Test
    void shouldLetAHundredSmallJobsAtOnceWaitNoLongerThanTwiceAsLongAsWithoutTheLargeOne() {
        Run alone = new Run(false, 0).toTheEnd();
        Run beside = new Run(true, 0).toTheEnd();
        int waitAlone = alone.p95(Small::waited);
        int waitBeside = beside.p95(Small::waited);
        int endAlone = alone.p95(Small::took);
        int endBeside = beside.p95(Small::took);
        System.out.printf(
                "F31 at once: p95 of the wait %d ticks alone, %d beside; p95 of the end %d and %d; large job started %d%n",
                waitAlone, waitBeside, endAlone, endBeside, beside.largeStarted);
        assertThat(waitAlone).as("they are many enough to wait for each other").isPositive();
        assertThat(waitBeside).isLessThanOrEqualTo(2 * waitAlone);
        assertThat(endBeside).isLessThanOrEqualTo(2 * endAlone);
        assertThat(beside.largeStarted).as("it is not starved either").isGreaterThan(SLOTS);
    }

    @Test
    void shouldGiveASmallJobTheNextSlotThatFallsFree() {
        Run beside = new Run(true, 40).toTheEnd();
        System.out.printf("F31 one by one: p95 of the wait %d ticks%n", beside.p95(Small::waited));
        assertThat(beside.small).allMatch(job -> job.waited() <= LONGEST_TASK);
        assertThat(beside.p95(Small::waited)).isLessThanOrEqualTo(SHORTEST_TASK);
    }

    /** A job of a few tasks. */
    private static final class Small {
        final GroupKey key;
        final int arrives;
        int pending = SMALL_TASKS;
        int running;
        int firstStart = -1;
        int end = -1;

        Small(int number, int arrives) {
            this.key = new GroupKey(new UUID(1, number), 0, "small-" + number);
            this.arrives = arrives;
        }

        int waited() {
            return firstStart - arrives;
        }

        int took() {
            return end - arrives;
        }
    }

    private static final class Run {
        private final GroupKey large = new GroupKey(new UUID(9, 9), 0, "large");
        private final ResourceCoordinator coordinator = new ResourceCoordinator();
        private final SplittableRandom random = new SplittableRandom(31);
        private final List<Small> small = new ArrayList<>();
        private final Map<GroupKey, Small> byKey = new LinkedHashMap<>();
        /** Groups whose tasks end at a tick. */
        private final Map<Integer, List<GroupKey>> ends = new LinkedHashMap<>();

        private long largePending;
        private int largeRunning;
        private int largeStarted;

        /** @param apart ticks between two small jobs */
        Run(boolean withLarge, int apart) {
            largePending = withLarge ? 1_000_000 : 0;
            for (int i = 0; i < SMALL_JOBS; i++) {
                Small job = new Small(i, WARM_UP + i * apart);
                small.add(job);
                byKey.put(job.key, job);
            }
        }

        Run toTheEnd() {
            int tick = 0;
            for (; small.stream().anyMatch(job -> job.end < 0); tick++) {
                assertThat(tick).as("ticks").isLessThan(MAX_TICKS);
                finish(tick);
                start(tick);
            }
            return this;
        }

        private void finish(int tick) {
            for (GroupKey key : ends.getOrDefault(tick, List.of())) {
                if (key.equals(large)) {
                    largeRunning--;
                } else {
                    Small job = byKey.get(key);
                    job.running--;
                    job.end = job.running + job.pending == 0 ? tick : -1;
                }
            }
        }

        private void start(int tick) {
            List<Group> groups = new ArrayList<>();
            if (largePending + largeRunning > 0) {
                groups.add(group(large, largePending, largeRunning));
            }
            small.stream()
                    .filter(job -> job.arrives <= tick && job.pending + job.running > 0)
                    .forEach(job -> groups.add(group(job.key, job.pending, job.running)));
            Plan plan = coordinator.plan(new Backlog(groups, List.of(new Pool("default", SLOTS, 1))));
            for (Grant grant : plan.grants()) {
                for (int i = 0; i < grant.tasks(); i++) {
                    startOne(grant.group(), tick);
                }
            }
            assertThat(largeRunning
                            + small.stream().mapToInt(job -> job.running).sum())
                    .isLessThanOrEqualTo(SLOTS);
        }

        private void startOne(GroupKey key, int tick) {
            ends.computeIfAbsent(tick + random.nextInt(SHORTEST_TASK, LONGEST_TASK + 1), _ -> new ArrayList<>())
                    .add(key);
            if (key.equals(large)) {
                largePending--;
                largeRunning++;
                largeStarted += tick >= WARM_UP ? 1 : 0;
                return;
            }
            Small job = byKey.get(key);
            job.pending--;
            job.running++;
            job.firstStart = job.firstStart < 0 ? tick : job.firstStart;
        }

        private static Group group(GroupKey key, long pending, int running) {
            return new Group(
                    key,
                    "t",
                    "default",
                    true,
                    5,
                    null,
                    1_000,
                    pending,
                    (int) Math.min(pending, DUE_LIMIT),
                    false,
                    null,
                    running,
                    running,
                    false);
        }

        int p95(ToIntFunction<Small> measure) {
            return small.stream()
                    .mapToInt(measure)
                    .sorted()
                    .skip(SMALL_JOBS * 95 / 100 - 1)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
