package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.JobState;
import io.trawl.schemas.SiteProgress.Standing;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class F38RestoredSiteTest {
    private static final long NOW = 3;

    private final SimulatedSite site = SimulatedSite.start("london").withSources(1);

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {NOW - 1, NOW})
    void shouldSubmitAgainOnceWhatARestoredSiteHasForgotten(long epoch) throws Exception {
        SimulatedStore.Backup empty = site.backup();
        site.restore(empty, NOW);
        try (Master master = Master.start(site)) {
            UUID job = master.begin(site);
            UUID first = master.awaitStanding(job, site, Standing.FOLLOWED).jobId();
            site.restore(empty, epoch);

            UUID second = master.awaitAt(
                            job, site, at -> at.jobId() != null && !at.jobId().equals(first))
                    .jobId();
            assertThat(site.begun()).isEqualTo(2);
            assertThat(master.audit).containsExactlyInAnyOrder("siteRestored london", "resubmitPart " + job);
            site.move(second, SimulatedJob::complete);
            assertThat(master.awaitState(job, JobState.COMPLETED).results()).containsEntry("finding", 1L);
        }
    }

    @Test
    void shouldRefuseAPartThatIsLostASecondTime() throws Exception {
        SimulatedStore.Backup empty = site.backup();
        site.restore(empty, NOW);
        try (Master master = Master.start(site)) {
            UUID job = master.begin(site);
            UUID first = master.awaitStanding(job, site, Standing.FOLLOWED).jobId();
            site.restore(empty, NOW);
            master.awaitAt(job, site, at -> at.jobId() != null && !at.jobId().equals(first));
            site.restore(empty, NOW);

            assertThat(master.awaitStanding(job, site, Standing.REFUSED).reason())
                    .isEqualTo("lost_twice");
            assertThat(master.awaitState(job, JobState.FAILED).reason()).contains("london (refused: lost_twice)");
            assertThat(site.begun()).isEqualTo(2);
        }
    }

    @Test
    void shouldTakeTheWordOfARestoredSiteThoughItsVersionIsLower() throws Exception {
        try (Master master = Master.start(site)) {
            UUID job = master.begin(site);
            UUID child = master.awaitStanding(job, site, Standing.FOLLOWED).jobId();
            site.move(child, at -> at.progress(1, Map.of("finding", 1L)));
            SimulatedStore.Backup backup = site.backup();
            for (long i = 2; i < 6; i++) {
                long done = i;
                site.move(child, at -> at.progress(done, Map.of("finding", done)));
            }
            master.awaitAt(job, site, at -> at.results().getOrDefault("finding", 0L) == 5);
            site.restore(backup, site.epoch());

            master.awaitAt(job, site, at -> at.results().getOrDefault("finding", 0L) == 1);
            site.move(child, SimulatedJob::complete);
            master.awaitState(job, JobState.COMPLETED);
            assertThat(site.begun()).isEqualTo(1);
            assertThat(master.audit).containsExactly("siteRestored london");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldAskAgainForWhatARestoredSiteHasForgotten(boolean forgetsTheJob) throws Exception {
        SimulatedStore.Backup empty = site.backup();
        try (Master master = Master.start(site)) {
            UUID job = master.begin(site);
            master.awaitStanding(job, site, Standing.FOLLOWED);
            SimulatedStore.Backup running = site.backup();
            master.jobs().act(Master.TENANT, job, JobVerb.PAUSE);
            master.awaitState(job, JobState.PAUSED);
            site.restore(forgetsTheJob ? empty : running, site.epoch());

            Master.soon().until(() -> !site.jobs().isEmpty() && stateThere() == JobState.PAUSED);
            master.awaitState(job, JobState.PAUSED);
        }
    }

    @Test
    void shouldAskAgainThoughAllSeemsToStandWhereItStood() throws Exception {
        try (Master master = Master.start(site)) {
            UUID job = master.begin(site);
            UUID child = master.awaitStanding(job, site, Standing.FOLLOWED).jobId();
            SimulatedStore.Backup running = site.backup();
            master.jobs().act(Master.TENANT, job, JobVerb.PAUSE);
            master.awaitState(job, JobState.PAUSED);
            running.jobs().get(child).version = site.read(child, there -> there.version);
            site.fail(Faults.always(Faults.Fault.LOST_REQUEST));
            site.restore(running, site.epoch());
            master.awaitStanding(job, site, Standing.UNREACHABLE);
            site.fail(Faults.NONE);

            Master.soon().until(() -> stateThere() == JobState.PAUSED);
            master.awaitState(job, JobState.PAUSED);
        }
    }

    private JobState stateThere() {
        return site.read(site.jobs().getFirst(), there -> there.state);
    }

    @Test
    void shouldLeaveWhatHasEndedAsItIs() throws Exception {
        SimulatedStore.Backup empty = site.backup();
        try (Master master = Master.start(site)) {
            UUID job = master.begin(site);
            master.awaitStanding(job, site, Standing.FOLLOWED);
            site.moveAll(SimulatedJob::complete);
            master.awaitState(job, JobState.COMPLETED);
            site.restore(empty, site.epoch());
            UUID next = master.begin(site);
            master.awaitStanding(next, site, Standing.FOLLOWED);

            assertThat(master.status(job).state()).isEqualTo(JobState.COMPLETED);
            assertThat(site.begun()).isEqualTo(2);
        }
    }
}
