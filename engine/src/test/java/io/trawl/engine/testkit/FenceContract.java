package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.Transition;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each fence stands, and is needed: the scenario that passes with all of them fails without this one. A fence whose
 * scenario does not turn red guards nothing, and the test says so.
 */
public abstract class FenceContract {
    private static final RetryPolicy POLICY = new RetryPolicy(2, 2, 2, Duration.ofHours(1), Duration.ofHours(1));
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Opens an empty ledger with these fences. */
    protected abstract LedgerUnderTest open(Fences fences, RetryPolicy policy, Duration lease);

    @TestFactory
    Stream<DynamicTest> everyFenceStands() {
        return fences().map(fence -> dynamicTest("stands: " + fence, () -> play(scenarioOf(fence), Fences.ALL)));
    }

    @TestFactory
    Stream<DynamicTest> everyFenceIsNeeded() {
        return fences().map(fence -> dynamicTest(
                "is needed: " + fence,
                () -> assertThatExceptionOfType(AssertionError.class)
                        .as("%s was removed, and nothing broke: it guards nothing, or its scenario is blind", fence)
                        .isThrownBy(() -> play(scenarioOf(fence), Fences.without(fence)))));
    }

    /** Those of the ledger; announcements have a store of their own, with a contract like this one. */
    private static Stream<Fence> fences() {
        return Stream.of(Fence.values()).filter(fence -> fence.transition() != Transition.ANNOUNCE);
    }

    private void play(Consumer<Scenario> story, Fences fences) {
        try (Scenario scenario = new Scenario(open(fences, POLICY, LEASE), LEASE)) {
            story.accept(scenario);
        }
    }

    /** No default: a new fence without a scenario does not compile. */
    private static Consumer<Scenario> scenarioOf(Fence fence) {
        return switch (fence) {
            case SUBMIT_KEY -> AssignFences::sameKeyTwice;
            case SUBMIT_ALIVE -> AssignFences::oneJobTooMany;
            case SUBMIT_BUCKET -> RetireFences::jobAfterItsBucketHasGone;
            case CLAIM_PENDING -> AssignFences::claimWhatRuns;
            case CLAIM_DUE -> AssignFences::claimBeforeItIsDue;
            case CLAIM_JOB_RUNNING -> AssignFences::claimOfJobNotAdmitted;
            case CLAIM_BUDGET -> AssignFences::claimBeyondBudget;
            case CLAIM_LEADER -> AssignFences::claimOfDeposedLeader;
            case START_ASSIGNED -> WorkerFences::secondStart;
            case START_ATTEMPT -> WorkerFences::startOfOlderAttempt;
            case START_JOB_RUNNING -> WorkerFences::startInCancelledJob;
            case START_LEASE -> WorkerFences::startWithoutLease;
            case RENEW_LEASE -> WorkerFences::renewalTooLate;
            case RENEW_NUMBER -> WorkerFences::renewalComposedBeforeTheStart;
            case RENEW_LISTED -> WorkerFences::renewalThatListsTheAttempt;
            case STAGE_EXECUTION -> WorkerFences::stagingOfAnotherExecution;
            case STAGE_SEQ -> WorkerFences::stagingUnderAcceptedSeq;
            case ACCEPT_RUNNING -> ProgressFences::reportOfAbortedAttempt;
            case ACCEPT_ATTEMPT -> ProgressFences::reportOfOlderAttempt;
            case ACCEPT_EXECUTION -> ProgressFences::reportOfAnotherExecution;
            case ACCEPT_JOB_ALIVE -> ProgressFences::reportInCancellingJob;
            case ACCEPT_SEQ -> ProgressFences::reportAfterAGap;
            case ACCEPT_ROWS -> ProgressFences::reportOfMissingRows;
            case FINISH_ALL_INPUTS -> ProgressFences::doneWithInputsLeft;
            case SPLIT_REST -> ProgressFences::splitOfStartedTask;
            case SCHEDULE_FROM -> CommandFences::sameRangeTwice;
            case SCHEDULE_JOB_ALIVE -> CommandFences::rangeOfCancelledJob;
            case SCHEDULE_WITHIN_LIMITS -> LimitFences::rangeOfAJobBeyondItsLimit;
            case SCHEDULE_BARRIER -> CommandFences::rangeBeforeItsBarrier;
            case LOSE_LEASE -> CommandFences::lossOfLivingWorker;
            case ABORT_ATTEMPT -> CommandFences::abortOfOlderAttempt;
            case ABORT_RUNNING -> CommandFences::abortBeforeTheStart;
            case UNDELIVERABLE_ASSIGNED -> CommandFences::undeliverableThoughItRuns;
            case UNDELIVERABLE_ATTEMPT -> CommandFences::undeliverableOfOlderAttempt;
            case REDISPATCH_BOUND -> CommandFences::redispatchTooEarly;
            case REDISPATCH_ASSIGNED -> CommandFences::redispatchOfRunningTask;
            case CANCEL_ALIVE -> EndFences::cancelOfEndedJob;
            case CANCEL_QUIET -> EndFences::cancelOfRunningJob;
            case PAUSE_RUNNING -> VerbFences::pauseOfEndedJob;
            case RESUME_PAUSED -> VerbFences::resumeOfEndedJob;
            case RETRY_ENDED -> VerbFences::retryOfRunningJob;
            case RETRY_TAKES_BACK -> VerbFences::retryOfFailedRecord;
            case RETRY_LIMITS_ANEW -> LimitFences::retryAfterADeadline;
            case LIMIT_ALIVE -> LimitFences::deadlineOfACancellingJob;
            case LIMIT_PASSED -> LimitFences::deadlineThatHasNotCome;
            case RETRY_BUCKET -> RetireFences::retryWithoutInputs;
            case COMPLETE_NOTHING_OPEN -> EndFences::endWithOpenTasks;
            case COMPLETE_NOTHING_UNSCHEDULED -> EndFences::endWithUnscheduledRecords;
            case COMPLETE_ACCOUNTED -> EndFences::endWithGaps;
            case SOURCE_VERSION -> AssignFences::changeOfAStaleSource;
            case ANNOUNCE_PENDING, ANNOUNCE_DUE, ANNOUNCE_ATTEMPT ->
                throw new IllegalArgumentException(fence + " is not the ledger's; see WebhookStoreContract.");
            case SCHEDULE_VERSION -> ScheduleFences::changeOfAStaleSchedule;
            case FIRE_NEXT -> ScheduleFences::firingTwice;
            case FIRE_VERSION -> ScheduleFences::firingByAnOlderDefinition;
            case FIRE_ALONE -> ScheduleFences::startBesideARunningJob;
            case FIRE_WAITING -> ScheduleFences::secondJobOfARun;
            case RETIRE_ENDED -> RetireFences::bucketOfARunningJob;
            case RETIRE_RETRYABLE -> RetireFences::bucketOfAJobToRetry;
            case FORGET_KEPT -> RetireFences::jobWithinItsTime;
            case FORGET_HELD -> RetireFences::jobThatItsMasterHasNotSeen;
            case ACKNOWLEDGE_ENDED -> RetireFences::acknowledgementBeforeTheEnd;
        };
    }
}
