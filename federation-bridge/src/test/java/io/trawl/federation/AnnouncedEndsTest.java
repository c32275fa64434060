package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.SitePolicy;
import io.trawl.schemas.SitePolicy.Kind;
import io.trawl.schemas.SiteProgress.Standing;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whom to tell of an end is written down by the master alone, in the transaction that ends the job. */
class AnnouncedEndsTest extends TwoSites {
    private static final Duration IMPATIENT = Duration.ofMillis(300);
    private static final List<Webhook> HOOKS = List.of(
            new Webhook("https://hooks.example.org/a", "env:KEY"), new Webhook("https://hooks.example.org/b", null));
    private static final String DELIVERIES =
            "SELECT n || ' ' || job_state || ' ' || state FROM trawl_federation.webhook_delivery ORDER BY version, n";

    @Test
    void shouldTellOfEveryEndThatAJobComesTo() throws Exception {
        try (Master master = Master.start(IMPATIENT, london, tokyo)) {
            UUID job = master.jobs()
                    .start(Master.TENANT, announced(london, tokyo), null)
                    .jobId();
            master.awaitStanding(job, london, Standing.FOLLOWED);
            master.awaitStanding(job, tokyo, Standing.FOLLOWED);
            tokyo.cutOff();
            assertThat(Database.column(master.database, DELIVERIES)).isEmpty();

            london.moveAll(SimulatedJob::complete);
            master.awaitState(job, JobState.COMPLETED_WITH_GAPS);
            assertThat(Database.column(master.database, DELIVERIES)).containsExactly("0 6 1", "1 6 1");

            tokyo.moveAll(SimulatedJob::complete);
            tokyo.heal();
            master.awaitState(job, JobState.COMPLETED);
            assertThat(Database.column(master.database, DELIVERIES))
                    .containsExactly("0 6 1", "1 6 1", "0 5 1", "1 5 1");
        }
    }

    @Test
    void shouldLeaveItToNoSite() throws Exception {
        try (Master master = Master.start(london)) {
            UUID job =
                    master.jobs().start(Master.TENANT, announced(london), null).jobId();
            UUID child = master.awaitAt(job, london, at -> at.jobId() != null).jobId();
            assertThat(london.<List<Webhook>>read(child, found -> found.request.webhooks()))
                    .isEmpty();
        }
    }

    private static JobRequest announced(SimulatedSite... sites) {
        List<SourceSpec> sources =
                Stream.of(sites).flatMap(site -> site.specs().stream()).toList();
        SitePolicy policy = new SitePolicy(Kind.BEST_EFFORT, null, null);
        return new JobRequest("a job", ScanWorkload.NAME, sources, null, null, null, null, HOOKS, policy, null);
    }
}
