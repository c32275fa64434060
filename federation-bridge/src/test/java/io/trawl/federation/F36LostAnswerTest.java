package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.federation.Faults.Fault;
import io.trawl.schemas.JobState;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class F36LostAnswerTest {
    private static final int LOST = 3;

    @Test
    void shouldBeginOneChildJobWhenTheAnswerOfItsSubmissionIsLostThreeTimes() throws Exception {
        try (SimulatedSite site = SimulatedSite.start("london").withSources(2);
                Master master = Master.start(site)) {
            AtomicInteger submissions = new AtomicInteger();
            site.fail((method, path) -> path.equals("/start_job") && submissions.incrementAndGet() <= LOST
                    ? Fault.LOST_ANSWER
                    : Fault.NONE);
            UUID job = master.begin(site);
            master.awaitState(job, JobState.RUNNING);
            site.moveAll(SimulatedJob::complete);

            master.awaitState(job, JobState.COMPLETED);
            assertThat(submissions).hasValue(LOST + 1);
            assertThat(site.begun()).isEqualTo(1);
        }
    }

    @Test
    void shouldAcknowledgeTheEndUntilTheSiteHasHeardIt() throws Exception {
        try (SimulatedSite site = SimulatedSite.start("london").withSources(1);
                Master master = Master.start(site)) {
            AtomicInteger acknowledgements = new AtomicInteger();
            site.fail((method, path) -> path.endsWith("/acknowledge") && acknowledgements.incrementAndGet() <= LOST
                    ? Fault.LOST_REQUEST
                    : Fault.NONE);
            UUID job = master.begin(site);
            master.awaitState(job, JobState.RUNNING);
            site.moveAll(SimulatedJob::complete);

            master.awaitState(job, JobState.COMPLETED);
            UUID child = master.at(job, site).jobId();
            Master.soon().until(() -> site.read(child, found -> found.acknowledged));
            assertThat(acknowledgements.get()).isGreaterThan(LOST);
        }
    }

    @Test
    void shouldRefuseAPartWhoseKeyTheSiteKnowsForAnotherRequest() throws Exception {
        try (SimulatedSite site = SimulatedSite.start("london").withSources(1);
                Master master = Master.start(site)) {
            site.fail(Faults.at("/start_job", Fault.UNAVAILABLE));
            UUID job = master.begin(site);
            JobTable.Kept kept = Tables.in(Store.migrated(master.database))
                    .jobs()
                    .find(Master.TENANT, List.of(job))
                    .getFirst();
            Self self = new Self(master.installation, "0.1.0");
            site.begin(self.key(job, site.id()), kept.request());
            site.fail(Faults.NONE);

            assertThat(master.awaitState(job, JobState.FAILED).reason())
                    .contains("london (refused: idempotency-conflict)");
        }
    }
}
