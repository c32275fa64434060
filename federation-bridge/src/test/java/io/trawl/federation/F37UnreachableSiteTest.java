package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.SitePolicy;
import io.trawl.schemas.SitePolicy.Kind;
import io.trawl.schemas.SiteProgress;
import io.trawl.schemas.SiteProgress.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class F37UnreachableSiteTest extends TwoSites {
    private static final Duration IMPATIENT = Duration.ofMillis(100);
    private static final Duration PATIENT = Duration.ofMinutes(10);

    F37UnreachableSiteTest() {
        super(2);
    }

    @Test
    void shouldShowASiteThatIsAwayWithItsLastWord() throws Exception {
        try (Master master = Master.start(london, tokyo)) {
            UUID job = running(master, null);
            tokyo.moveAll(child -> child.progress(7, Map.of("finding", 3L)));
            SiteProgress before = master.awaitAt(job, tokyo, at -> !at.phases().isEmpty());
            tokyo.cutOff();

            SiteProgress away = master.awaitStanding(job, tokyo, Standing.UNREACHABLE);
            assertThat(away.results()).containsEntry("finding", 3L);
            assertThat(away.phases()).isEqualTo(before.phases());
            assertThat(away.lastWord()).isNotNull();
            assertThat(away.reason()).isNotBlank();
            assertThat(master.status(job).state()).isEqualTo(JobState.RUNNING);
            assertThat(master.at(job, london).standing()).isEqualTo(Standing.FOLLOWED);

            tokyo.heal();
            master.awaitStanding(job, tokyo, Standing.FOLLOWED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"QUORUM", "BEST_EFFORT"})
    void shouldEndWithAGapThatNamesTheSiteAndTakeItsResultAfterHealing(Kind kind) throws Exception {
        try (Master master = Master.start(IMPATIENT, london, tokyo)) {
            UUID job = running(master, new SitePolicy(kind, kind == Kind.QUORUM ? 1 : null, null));
            tokyo.cutOff();
            london.moveAll(SimulatedJob::complete);

            JobStatus gaps = master.awaitState(job, JobState.COMPLETED_WITH_GAPS);
            assertThat(gaps.results()).containsEntry("finding", 1L);
            assertThat(master.at(job, tokyo).standing()).isEqualTo(Standing.GIVEN_UP);
            Receipt receipt = master.jobs().receipt(Master.TENANT, job);
            assertThat(receipt.complete()).isFalse();
            assertThat(receipt.gapsTotal()).isEqualTo(2);
            assertThat(master.jobs().gaps(Master.TENANT, job, null, 100).items())
                    .containsExactly(
                            new Gap(SimulatedJob.PHASE, "tokyo_0", Outcome.FAILED, "site_given_up", "site tokyo"),
                            new Gap(SimulatedJob.PHASE, "tokyo_1", Outcome.FAILED, "site_given_up", "site tokyo"));

            tokyo.moveAll(SimulatedJob::complete);
            tokyo.heal();
            JobStatus healed = master.awaitState(job, JobState.COMPLETED);
            requireWholeAndOnce(master, healed, receipt.revision() + 1);
        }
    }

    private void requireWholeAndOnce(Master master, JobStatus status, int revision) throws Exception {
        assertThat(status.results()).isEqualTo(Map.of("finding", 3L, "finding/iban", 3L));
        Receipt receipt = master.jobs().receipt(Master.TENANT, status.jobId());
        assertThat(receipt.complete()).isTrue();
        assertThat(receipt.gapsTotal()).isZero();
        assertThat(receipt.revision()).isEqualTo(revision);
        assertThat(receipt.lines()).extracting(Receipt.Line::source).containsExactly("london_0", "tokyo_0", "tokyo_1");
        assertThat(london.begun() + tokyo.begun()).isEqualTo(2);
    }

    @Test
    void shouldWaitForEverySiteUnderThePolicyAll() throws Exception {
        try (Master master = Master.start(IMPATIENT, london, tokyo)) {
            UUID job = running(master, null);
            UUID other = running(master, new SitePolicy(Kind.BEST_EFFORT, null, null));
            tokyo.cutOff();
            london.moveAll(SimulatedJob::complete);
            master.awaitState(other, JobState.COMPLETED_WITH_GAPS);
            assertThat(master.status(job).state()).isEqualTo(JobState.RUNNING);

            tokyo.moveAll(SimulatedJob::complete);
            tokyo.heal();
            requireEnd(master, job, JobState.COMPLETED);
        }
    }

    private static void requireEnd(Master master, UUID job, JobState state) throws Exception {
        master.awaitState(job, state);
        assertThat(master.jobs().receipt(Master.TENANT, job).revision()).isEqualTo(1);
    }

    @Test
    void shouldGiveUpASiteAtTheDeadlineAndTakeWhatItDeliversLater() throws Exception {
        try (Master master = Master.start(PATIENT, london, tokyo)) {
            tokyo.cutOff();
            UUID job = master.begin(new SitePolicy(Kind.ALL, null, Duration.ofMillis(500)), london, tokyo);
            Master.soon().until(() -> london.begun() == 1);
            london.moveAll(SimulatedJob::complete);

            JobStatus failed = master.awaitState(job, JobState.FAILED);
            assertThat(failed.reason()).isEqualTo("sites that did not deliver: tokyo (given up)");

            tokyo.heal();
            Master.soon().until(() -> tokyo.begun() == 1);
            tokyo.moveAll(SimulatedJob::complete);
            requireWholeAndOnce(master, master.awaitState(job, JobState.COMPLETED), 2);
        }
    }

    @Test
    void shouldFailWhenNoSiteDelivers() throws Exception {
        try (Master master = Master.start(PATIENT, tokyo)) {
            tokyo.cutOff();
            UUID job = master.begin(new SitePolicy(Kind.BEST_EFFORT, null, Duration.ofMillis(200)), tokyo);
            master.awaitState(job, JobState.FAILED);
        }
    }

    private UUID running(Master master, SitePolicy policy) throws Exception {
        UUID job = master.begin(policy, london, tokyo);
        for (SimulatedSite site : List.of(london, tokyo)) {
            master.awaitStanding(job, site, Standing.FOLLOWED);
        }
        return job;
    }
}
