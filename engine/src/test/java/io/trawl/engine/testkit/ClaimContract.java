package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trawl.engine.ledger.AssignLedger.Claimed;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.AssignLedger.LeadershipLost;
import io.trawl.engine.ledger.AssignLedger.Pool;
import io.trawl.schemas.Event;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The lead, the backlog and claims. */
interface ClaimContract extends Scenes {
    private static Grant grant(JobActor job, int phase, String source, int tasks) {
        return new Grant(new GroupKey(job.id(), phase, source), tasks, false);
    }

    private static Group group(Scenario s, JobActor job) {
        List<Group> groups = s.ledger().backlog(10).groups().stream()
                .filter(group -> group.key().jobId().equals(job.id()))
                .toList();
        assertThat(groups).hasSize(1);
        return groups.getFirst();
    }

    @Test
    default void shouldOfferAClaimedTaskInAPacketOfReferences() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.advance(Duration.ofSeconds(7));
        Claimed claimed = s.claim(grant(job, 0, "a", 5)).getFirst();
        long taskId = job.tasks().getFirst().taskId();
        assertThat(claimed.packet())
                .isEqualTo(new WorkPacket(1, s.tenant(), job.id(), taskId, 1, "test", "find", "a", "default"));
        assertThat(claimed.waitedMillis()).isEqualTo(7_000);
        assertThat(job.task(taskId).state()).isEqualTo(TaskState.ASSIGNED);
        assertThat(job.task(taskId).attempt()).isOne();
    }

    @Test
    default void shouldClaimWhatHasBeenDueLongestAndNoMoreThanGranted() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.found(job, "a", "r1", "r2", "r3").forEach(chunk -> {
            for (int i = 0; i < 3; i++) {
                s.apply(Scenario.scheduling(chunk, i, i + 1));
                s.advance(Scenario.MOMENT);
            }
        });
        AttemptActor first = s.startNext(job, 1, "a");
        assertThat(first.inputs()).containsExactly("r1");
        s.accept(first.handedBack());
        List<WorkPacket> next = s.claim(job, 1, "a", 2);
        assertThat(next).hasSize(2).noneMatch(packet -> packet.taskId() == first.taskId());
        assertThat(s.claim(job, 1, "a", 2)).hasSize(1).allMatch(packet -> packet.attempt() == 2);
    }

    @Test
    default void shouldClaimNothingTwice() {
        Scenario s = given();
        JobActor job = s.running("a");
        assertThat(s.claim(job, 0, "a", 5)).hasSize(1);
        assertThat(s.claim(job, 0, "a", 5)).isEmpty();
    }

    @Test
    default void shouldClaimNothingOfGroupsThatDoNotExist() {
        Scenario s = given();
        JobActor job = s.running("a");
        assertThat(s.claim(
                        grant(job, 0, "nowhere", 1),
                        grant(job, 7, "a", 1),
                        new Grant(new GroupKey(UUID.randomUUID(), 0, "a"), 1, false)))
                .isEmpty();
    }

    @Test
    default void shouldHoldTheBudgetOfASourceOverAllJobsInOneCall() {
        Scenario s = given();
        JobActor one = s.job(Scenario.source("a", 2)).admitted();
        JobActor two = s.running("a");
        JobActor three = s.running("a");
        assertThat(s.claim(grant(one, 0, "a", 1), grant(two, 0, "a", 1), grant(three, 0, "a", 1)))
                .hasSize(2);
        assertThat(s.claim(grant(three, 0, "a", 1))).isEmpty();
    }

    @Test
    default void shouldKeepAnAbortingAttemptInTheBudgetUntilItsWorkerHasLetGo() {
        Scenario s = given();
        JobActor one = s.job(Scenario.source("a", 1)).admitted();
        AttemptActor attempt = s.startNext(one, 0, "a");
        JobActor two = s.running("a");
        attempt.abort();
        attempt.worker().renew(attempt);
        assertThat(s.claim(two, 0, "a", 1)).isEmpty();
        attempt.worker().renew();
        assertThat(s.claim(two, 0, "a", 1)).hasSize(1);
    }

    @Test
    default void shouldKeepTheBudgetsOfTenantsApart() {
        Scenario s = given();
        JobActor ours = s.job(Scenario.source("a", 1)).admitted();
        JobActor theirs = s.job("a").tenant("other-" + s.tenant()).admitted();
        assertThat(s.claim(grant(ours, 0, "a", 1), grant(theirs, 0, "a", 1))).hasSize(2);
    }

    @Test
    default void shouldNotClaimATaskBeforeItsBackoffIsOver() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.startNext(job, 0, "a").fails("broken");
        Group waiting = group(s, job);
        assertThat(waiting.pending()).isOne();
        assertThat(waiting.due()).isZero();
        assertThat(waiting.nextDue()).isNotNull();
        assertThat(s.claim(job, 0, "a", 1)).isEmpty();
        s.advance(Scenario.LONG);
        assertThat(group(s, job).due()).isOne();
        assertThat(s.claim(job, 0, "a", 1)).hasSize(1);
    }

    @Test
    default void shouldClaimWhatWasLostBeforeWhatCameLater() {
        Scenario s = given();
        JobActor job = s.running("a");
        Event.ChunkAccepted chunk = s.found(job, "a", "r1", "r2").getFirst();
        s.apply(Scenario.scheduling(chunk, 0, 1));
        AttemptActor lost = s.startNext(job, 1, "a");
        s.advance(Scenario.LONG);
        s.apply(Scenario.scheduling(chunk, 1, 2));
        lost.worker().dies();
        assertThat(s.claim(job, 1, "a", 1))
                .singleElement()
                .satisfies(packet -> assertThat(packet.taskId()).isEqualTo(lost.taskId()));
    }

    @Test
    default void shouldClaimNothingOfAPausedJob() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.under().force(job.id(), JobState.PAUSED);
        assertThat(group(s, job).claimable()).isFalse();
        assertThat(s.claim(job, 0, "a", 1)).isEmpty();
        s.under().force(job.id(), JobState.RUNNING);
        assertThat(s.claim(job, 0, "a", 1)).hasSize(1);
    }

    @Test
    default void shouldClaimATaskThatMustRunAloneByASoloGrantOnly() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.startNext(job, 0, "a").worker().dies();
        assertThat(s.claimSolo(job, 0, "a")).isEmpty();
        s.startNext(job, 0, "a").worker().dies();
        assertThat(group(s, job).soloDue()).isTrue();
        assertThat(group(s, job).due()).isZero();
        assertThat(s.claim(job, 0, "a", 1)).isEmpty();
        assertThat(s.claimSolo(job, 0, "a")).hasSize(1);
        assertThat(group(s, job).soloInFlight()).isTrue();
        assertThat(group(s, job).soloDue()).isFalse();
    }

    @Test
    default void shouldLetOneLeadAtATime() throws Exception {
        Scenario s = given();
        JobActor job = s.running("a");
        Leadership first = s.lead();
        assertThat(s.ledger().lead()).isEmpty();
        first.close();
        try (Leadership second = s.ledger().lead().orElseThrow()) {
            assertThatExceptionOfType(LeadershipLost.class)
                    .isThrownBy(() -> first.claim(List.of(grant(job, 0, "a", 1))));
            assertThat(second.claim(List.of(grant(job, 0, "a", 1)))).hasSize(1);
        }
    }

    @Test
    default void shouldChangeNothingWhenADeposedLeaderClaims() {
        Scenario s = given();
        JobActor job = s.running("a");
        Leadership lead = s.lead();
        s.under().depose();
        assertThatExceptionOfType(LeadershipLost.class).isThrownBy(() -> lead.claim(List.of(grant(job, 0, "a", 1))));
        assertThat(job.tasks(TaskState.PENDING)).hasSize(1);
        lead.close();
        Leadership next = s.ledger().lead().orElseThrow();
        next.close();
    }

    @Test
    default void shouldTellTheCoordinatorWhatWaitsAndWhatIsInFlight() {
        Scenario s = given();
        JobActor job = s.job("a")
                .priority(8)
                .limits(new JobLimits(5, null, null, null))
                .admitted();
        s.found(job, "a", "r1", "r2", "r3").forEach(chunk -> {
            for (int i = 0; i < 3; i++) {
                s.apply(Scenario.scheduling(chunk, i, i + 1));
            }
        });
        s.startNext(job, 1, "a");
        s.claimOne(job, 1, "a");
        assertThat(group(s, job))
                .isEqualTo(new Group(
                        new GroupKey(job.id(), 1, "a"),
                        s.tenant(),
                        "default",
                        true,
                        8,
                        5,
                        64,
                        1,
                        1,
                        false,
                        null,
                        2,
                        1,
                        false));
    }

    @Test
    default void shouldCountDueTasksUpToTheLimitAskedFor() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.found(job, "a", "r1", "r2", "r3").forEach(chunk -> {
            for (int i = 0; i < 3; i++) {
                s.apply(Scenario.scheduling(chunk, i, i + 1));
            }
        });
        Group group = s.ledger().backlog(2).groups().getFirst();
        assertThat(group.pending()).isEqualTo(3);
        assertThat(group.due()).isEqualTo(2);
    }

    @Test
    default void shouldShowNoGroupsOfJobsThatAreNotAdmittedOrHaveEnded() {
        Scenario s = given();
        JobActor ended = s.running("a");
        s.drain(ended);
        s.job("a").submitted();
        assertThat(s.ledger().backlog(10).groups()).isEmpty();
    }

    @Test
    default void shouldCountTheSlotsOfLivingWorkersByPool() {
        Scenario s = given();
        s.worker();
        s.outliveLeases();
        assertThat(s.ledger().backlog(10).pools()).isEmpty();
        s.worker("w1");
        WorkerActor second = s.worker("w2");
        assertThat(s.ledger().backlog(10).pools()).containsExactly(new Pool("default", 2 * WorkerActor.SLOTS, 2));
        s.ledger().closeLease(second.id());
        assertThat(s.ledger().backlog(10).pools()).containsExactly(new Pool("default", WorkerActor.SLOTS, 1));
    }
}
