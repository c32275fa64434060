package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.job.JobVerb;
import io.trawl.federation.Faults.Fault;
import io.trawl.schemas.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand jobs, and on the way of each a request or an answer that is lost. */
class LostAnswersTest {
    private static final int SITES = 40;
    private static final int RUNS = Integer.getInteger("trawl.federation.runs", 1_000);
    private static final List<String> POINTS =
            List.of("/start_job", "/get_job_status", "/receipt", "/acknowledge", "/cancel");
    private static final int ENDS = POINTS.size() - 1;

    private final long seed = Long.getLong("trawl.federation.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void shouldBeginNoJobTwiceWhereverAnAnswerIsLost() throws Exception {
        SimulatedSite[] sites = IntStream.range(0, SITES)
                .mapToObj(i -> SimulatedSite.start("site-" + i).withSources(1))
                .toArray(SimulatedSite[]::new);
        try (Master master = Master.start(sites)) {
            for (int run = 0; run < RUNS; run += SITES) {
                round(master, sites);
            }
            int begun = 0;
            for (SimulatedSite site : sites) {
                begun += site.begun();
            }
            assertThat(begun).as("jobs begun, seed %d", seed).isEqualTo((RUNS + SITES - 1) / SITES * SITES);
        } finally {
            for (SimulatedSite site : sites) {
                site.close();
            }
        }
    }

    /** One job at each site, with one loss of its own. */
    private void round(Master master, SimulatedSite[] sites) throws Exception {
        List<UUID> jobs = new ArrayList<>();
        boolean[] cancelled = new boolean[sites.length];
        int before = sites[0].begun();
        for (int i = 0; i < sites.length; i++) {
            int point = random.nextInt(POINTS.size());
            cancelled[i] = point == ENDS;
            sites[i].fail(once(POINTS.get(point), random.nextBoolean() ? Fault.LOST_ANSWER : Fault.LOST_REQUEST));
            jobs.add(master.begin(sites[i]));
        }
        for (int i = 0; i < sites.length; i++) {
            SimulatedSite site = sites[i];
            Master.soon().until(() -> site.begun() > before);
            if (cancelled[i]) {
                master.jobs().act(Master.TENANT, jobs.get(i), JobVerb.CANCEL);
            } else {
                site.move(site.jobs().getLast(), SimulatedJob::complete);
            }
        }
        for (int i = 0; i < sites.length; i++) {
            JobState end = cancelled[i] ? JobState.CANCELLED : JobState.COMPLETED;
            UUID job = jobs.get(i);
            Master.soon()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(master.status(job).state())
                            .as("seed %d", seed)
                            .isEqualTo(end));
        }
    }

    private static Faults once(String end, Fault fault) {
        AtomicInteger left = new AtomicInteger(1);
        return (method, path) -> path.endsWith(end) && left.getAndDecrement() > 0 ? fault : Fault.NONE;
    }
}
