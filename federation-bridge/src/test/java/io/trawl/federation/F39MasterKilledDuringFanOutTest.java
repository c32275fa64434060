package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class F39MasterKilledDuringFanOutTest {
    private static final int SITES = 5;
    private static final int ROUNDS = 12;
    private static final Duration SOON = Duration.ofMillis(30);

    private final long seed = Long.getLong("trawl.federation.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void shouldBeginEverySiteOnceWhereverInTheFanOutTheMasterEnds() throws Exception {
        SimulatedSite[] sites = IntStream.range(0, SITES)
                .mapToObj(i -> SimulatedSite.start("site-" + i).withSources(1))
                .toArray(SimulatedSite[]::new);
        try (Master master = Master.start(sites)) {
            List<UUID> jobs = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                jobs.add(killedAfterSomeRequests(master, sites));
                int begun = round;
                for (SimulatedSite site : sites) {
                    Master.soon().until(() -> site.begun() >= begun);
                }
                assertThat(sites).as("seed %d", seed).allMatch(site -> site.begun() == begun);
            }
            for (SimulatedSite site : sites) {
                site.moveAll(SimulatedJob::complete);
            }
            jobs.forEach(job -> master.awaitState(job, JobState.COMPLETED));
            assertThat(sites).as("seed %d", seed).allMatch(site -> site.begun() == ROUNDS);
        } finally {
            for (SimulatedSite site : sites) {
                site.close();
            }
        }
    }

    /** The kill comes with the n-th submission: before it is heard, or before its answer is. */
    private UUID killedAfterSomeRequests(Master master, SimulatedSite[] sites) throws Exception {
        CountDownLatch reached = new CountDownLatch(1 + random.nextInt(SITES));
        boolean heard = random.nextBoolean();
        for (SimulatedSite site : sites) {
            site.fail((method, path) -> {
                if (!path.equals("/start_job")) {
                    return Faults.Fault.NONE;
                }
                boolean past = reached.getCount() == 0;
                reached.countDown();
                return past ? (heard ? Faults.Fault.LOST_ANSWER : Faults.Fault.LOST_REQUEST) : Faults.Fault.NONE;
            });
        }
        UUID job = master.begin(sites);
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        if (random.nextBoolean()) {
            new CountDownLatch(1).await(random.nextLong(SOON.toMillis()), TimeUnit.MILLISECONDS);
        }
        master.restart();
        for (SimulatedSite site : sites) {
            site.fail(Faults.NONE);
        }
        return job;
    }
}
