package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Both do everything, and nothing is done twice: every step may be repeated, and nobody leads. */
class TwoProcessesOfAMasterTest extends TwoSites {
    private static final int JOBS = 20;
    private static final long EPOCH = 5;

    private static JobStatus at(Federation process, UUID job) {
        return process.jobs().status(Master.TENANT, List.of(job)).getFirst();
    }

    @Test
    void shouldBeginEachPartOnceAndShowTheSame() throws Exception {
        try (Master master = Master.start(london, tokyo);
                Federation other = master.another()) {
            List<UUID> jobs = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                jobs.add(master.begin(london, tokyo));
            }
            jobs.forEach(job -> master.awaitState(job, JobState.RUNNING));
            Master.soon().until(() -> london.begun() == JOBS && tokyo.begun() == JOBS);

            UUID cancelled = jobs.removeLast();
            other.jobs().act(Master.TENANT, cancelled, JobVerb.CANCEL);
            master.awaitState(cancelled, JobState.CANCELLED);
            london.moveAll(TwoProcessesOfAMasterTest::completeUnlessCancelled);
            tokyo.moveAll(TwoProcessesOfAMasterTest::completeUnlessCancelled);
            for (UUID job : jobs) {
                JobStatus here = master.awaitState(job, JobState.COMPLETED);
                assertThat(at(other, job).results()).isEqualTo(here.results());
                assertThat(at(other, job).state()).isEqualTo(JobState.COMPLETED);
                assertThat(master.jobs().receipt(Master.TENANT, job).revision()).isEqualTo(1);
            }
            Master.soon().until(() -> acknowledged(london) && acknowledged(tokyo));
            assertThat(london.begun() + tokyo.begun()).isEqualTo(2 * JOBS);
        }
    }

    private static void completeUnlessCancelled(SimulatedJob job) {
        if (!job.ended()) {
            job.complete();
        }
    }

    private static boolean acknowledged(SimulatedSite site) {
        return site.jobs().stream().allMatch(job -> site.read(job, found -> found.acknowledged));
    }

    @RepeatedTest(5)
    void shouldSubmitAgainOnceWhatARestoredSiteHasForgotten() throws Exception {
        SimulatedStore.Backup empty = london.backup();
        london.restore(empty, EPOCH);
        try (Master master = Master.start(london);
                Federation other = master.another()) {
            UUID job = master.begin(london);
            Master.soon().until(() -> at(other, job).state() == JobState.RUNNING);
            london.restore(empty, EPOCH + 1);

            Master.soon().until(() -> london.begun() == 2);
            london.moveAll(SimulatedJob::complete);
            assertThat(master.awaitState(job, JobState.COMPLETED).results()).containsEntry("finding", 1L);
            assertThat(london.begun()).isEqualTo(2);
            assertThat(master.audit).contains("resubmitPart " + job);
        }
    }
}
