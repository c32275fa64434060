package io.trawl.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.engine.workload.InvalidJob;
import io.trawl.federation.Faults.Fault;
import io.trawl.schemas.JobState;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SiteTroublesTest extends TwoSites {
    @Test
    void shouldGoOnWithOtherSitesWhileOneHangs() throws Exception {
        try (Master master = Master.start(london, tokyo)) {
            tokyo.fail(Faults.always(Fault.HANG));
            UUID job = master.begin(london, tokyo);
            UUID other = master.begin(london);
            master.awaitAt(other, london, at -> at.lastWord() != null);
            master.awaitAt(job, london, at -> at.lastWord() != null);
            london.moveAll(SimulatedJob::complete);

            master.awaitState(other, JobState.COMPLETED);
            master.awaitAt(job, london, at -> at.state() == JobState.COMPLETED);
            assertThat(master.status(job).state()).isEqualTo(JobState.RUNNING);
        }
    }

    @Test
    void shouldWaitForRightsThatAreMissing() throws Exception {
        try (Master master = Master.start(london)) {
            london.fail(Faults.at("/start_job", Fault.FORBIDDEN));
            UUID job = master.begin(london);
            master.awaitAt(job, london, at -> "forbidden".equals(at.reason()));
            assertThat(master.status(job).state()).isEqualTo(JobState.PENDING);
            london.fail(Faults.NONE);
            master.awaitState(job, JobState.RUNNING);
        }
    }

    @Test
    void shouldRefuseASiteThatIsTheMasterOrAboveIt() throws Exception {
        try (Master master = Master.start()) {
            london.pretends(master.installation, List.of());
            assertThatThrownBy(() -> master.register(london))
                    .isInstanceOf(InvalidJob.class)
                    .hasMessageContaining("itself");
            london.pretends(london.installation(), List.of(master.installation));
            assertThatThrownBy(() -> master.register(london))
                    .isInstanceOf(InvalidJob.class)
                    .hasMessageContaining("circle");
        }
    }

    @Test
    void shouldSayThatSomethingIsNoInstallation() throws Exception {
        london.fail(Faults.at("/installation", Fault.NOT_FOUND));
        try (Master master = Master.start(london)) {
            awaitTrouble(master, "lacks_installation");
        }
    }

    @Test
    void shouldBeginNothingAtASiteThatHasComeToBeAboveTheMaster() throws Exception {
        shouldBeginNothing(
                master -> london.pretends(london.installation(), List.of(master.installation)),
                "circle",
                () -> london.pretends(london.installation(), List.of()));
    }

    @Test
    void shouldBeginNothingAtASiteOfAnotherAge() throws Exception {
        shouldBeginNothing(_ -> london.isOf("0.3.0"), "version_apart", () -> london.isOf("0.2.0"));
    }

    /** While it is so; it comes about when the site is known already, and does not answer. */
    private void shouldBeginNothing(Consumer<Master> comesAbout, String trouble, Runnable passes) throws Exception {
        try (Master master = Master.start(london)) {
            london.cutOff();
            UUID job = master.begin(london);
            awaitTrouble(master, "connection_lost");
            comesAbout.accept(master);
            london.heal();

            awaitTrouble(master, trouble);
            assertThat(london.begun()).isZero();
            passes.run();
            master.awaitState(job, JobState.RUNNING);
        }
    }

    private void awaitTrouble(Master master, String trouble) {
        Master.soon()
                .until(
                        () -> master.federation()
                                .sites()
                                .get(Master.TENANT, london.id())
                                .word()
                                .trouble(),
                        trouble::equals);
    }
}
