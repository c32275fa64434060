package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.JobState;
import io.trawl.schemas.SiteProgress.Standing;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class F40CancelDuringPartitionTest extends TwoSites {
    @Test
    void shouldShowCancellingUntilTheSiteThatIsAwayHasAcknowledged() throws Exception {
        try (Master master = Master.start(london, tokyo)) {
            UUID job = master.begin(london, tokyo);
            master.awaitStanding(job, london, Standing.FOLLOWED);
            master.awaitStanding(job, tokyo, Standing.FOLLOWED);
            tokyo.cutOff();
            assertThat(master.jobs().act(Master.TENANT, job, JobVerb.CANCEL).state())
                    .isEqualTo(JobState.CANCELLING);

            master.awaitStanding(job, london, Standing.ENDED);
            master.awaitStanding(job, tokyo, Standing.UNREACHABLE);
            assertThat(master.status(job).state()).isEqualTo(JobState.CANCELLING);
            UUID child = master.at(job, tokyo).jobId();
            assertThat(tokyo.<JobState>read(child, found -> found.state)).isEqualTo(JobState.RUNNING);

            tokyo.heal();
            master.awaitState(job, JobState.CANCELLED);
            assertThat(tokyo.<JobState>read(child, found -> found.state)).isEqualTo(JobState.CANCELLED);
        }
    }

    @Test
    void shouldEndAtOnceAPartThatWasNeverSent() throws Exception {
        tokyo.fail(Faults.at("/installation", Faults.Fault.LOST_REQUEST));
        try (Master master = Master.start(tokyo)) {
            UUID job = master.begin(tokyo);
            assertThat(master.jobs().act(Master.TENANT, job, JobVerb.CANCEL).state())
                    .isIn(JobState.CANCELLING, JobState.CANCELLED);

            master.awaitState(job, JobState.CANCELLED);
            assertThat(tokyo.begun()).isZero();
        }
    }

    @Test
    void shouldCancelWhatASiteMayHaveBegunWithoutTheMasterHearingOfIt() throws Exception {
        try (Master master = Master.start(tokyo)) {
            tokyo.fail(Faults.at("/start_job", Faults.Fault.LOST_ANSWER));
            UUID job = master.begin(tokyo);
            Master.soon().until(() -> tokyo.begun() == 1);
            assertThat(master.jobs().act(Master.TENANT, job, JobVerb.CANCEL).state())
                    .isEqualTo(JobState.CANCELLING);
            tokyo.fail(Faults.NONE);

            master.awaitState(job, JobState.CANCELLED);
            assertThat(tokyo.begun()).isEqualTo(1);
            assertThat(tokyo.<JobState>read(tokyo.jobs().getFirst(), found -> found.state))
                    .isEqualTo(JobState.CANCELLED);
        }
    }

    @Test
    void shouldPauseAndResumeAtEverySite() throws Exception {
        try (Master master = Master.start(london, tokyo)) {
            UUID job = master.begin(london, tokyo);
            master.awaitState(job, JobState.RUNNING);
            master.jobs().act(Master.TENANT, job, JobVerb.PAUSE);
            master.awaitState(job, JobState.PAUSED);
            master.jobs().act(Master.TENANT, job, JobVerb.RESUME);
            master.awaitState(job, JobState.RUNNING);
            master.awaitAt(job, tokyo, at -> at.state() == JobState.RUNNING);
        }
    }

    @Test
    void shouldRetryOnlyWhereItDidNotDeliver() throws Exception {
        try (Master master = Master.start(london, tokyo)) {
            UUID job = master.begin(london, tokyo);
            master.awaitStanding(job, london, Standing.FOLLOWED);
            master.awaitStanding(job, tokyo, Standing.FOLLOWED);
            london.moveAll(SimulatedJob::complete);
            tokyo.moveAll(child -> child.end(JobState.FAILED));
            master.awaitState(job, JobState.FAILED);
            master.jobs().act(Master.TENANT, job, JobVerb.RETRY);

            UUID child = master.at(job, tokyo).jobId();
            Master.soon().until(() -> tokyo.read(child, found -> found.state) == JobState.RUNNING);
            tokyo.move(child, SimulatedJob::complete);
            master.awaitState(job, JobState.COMPLETED);
            assertThat(london.begun() + tokyo.begun()).isEqualTo(2);
        }
    }
}
