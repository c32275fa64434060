package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.AssignLedger.Claimed;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.JobLedger.Submitted;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.schemas.Event;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Calls by many at once: who is right must not depend on who is first. */
interface ConcurrencyContract extends Scenes {
    int AT_ONCE = 4;
    int ROUNDS = 10;

    /** Runs all calls at the same moment, and returns their answers in order. */
    private static <T> List<T> together(List<? extends Callable<T>> calls) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<T>> answers = new ArrayList<>();
            for (Callable<T> call : calls) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return untilAvailable(call);
                }));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new AssertionError("A call failed that ran beside others.", e.getCause());
        }
    }

    /** A ledger may give up on a transaction that met another; callers repeat it. */
    private static <T> T untilAvailable(Callable<T> call) throws Exception {
        LedgerUnavailable last = new LedgerUnavailable("never tried");
        for (int i = 0; i < 10; i++) {
            try {
                return call.call();
            } catch (LedgerUnavailable e) {
                last = e;
            }
        }
        throw last;
    }

    private static <T> List<Callable<T>> times(Callable<T> call) {
        List<Callable<T>> calls = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            calls.add(call);
        }
        return calls;
    }

    @Test
    default void shouldMakeOneJobOfAKeyThatIsSubmittedByManyAtOnce() throws Exception {
        Scenario s = given();
        for (int round = 0; round < ROUNDS; round++) {
            String key = "k" + round;
            List<Submitted> answers =
                    together(times(() -> s.job("a").key(key, "body").submit()));
            assertThat(answers)
                    .extracting(Submitted::jobId)
                    .containsOnly(answers.getFirst().jobId());
            assertThat(answers).filteredOn(Submitted::created).hasSize(1);
        }
    }

    @Test
    default void shouldHoldTheNumberOfJobsAliveAgainstManyAtOnce() throws Exception {
        Scenario s = given();
        for (int round = 0; round < ROUNDS; round++) {
            String tenant = "t" + round + s.tenant();
            List<Boolean> stored = together(times(() -> {
                try {
                    return s.job("a").tenant(tenant).alive(2).submit().created();
                } catch (TooManyJobs e) {
                    return false;
                }
            }));
            assertThat(stored).filteredOn(one -> one).hasSize(2);
        }
    }

    @Test
    default void shouldGrantAStartToOneOfManyWhoAskAtOnce() throws Exception {
        Scenario s = given();
        for (int round = 0; round < ROUNDS; round++) {
            JobActor job = s.running("a");
            WorkPacket packet = s.claimOne(job, 0, "a");
            List<Boolean> granted = together(times(() -> s.worker().isGranted(packet)));
            assertThat(granted).filteredOn(one -> one).hasSize(1);
        }
    }

    @Test
    default void shouldCountAReportOnceThatManyBringAtOnce() throws Exception {
        Scenario s = given();
        for (int round = 0; round < ROUNDS; round++) {
            JobActor job = s.running("a");
            Report report = s.startNext(job, 0, "a").rest();
            together(times(() -> s.accept(report)));
            assertThat(job.results()).hasSize(1);
            assertThat(job.records("find").processed()).isOne();
            assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        }
    }

    @Test
    default void shouldScheduleARangeOnceThatManyBringAtOnce() throws Exception {
        Scenario s = given();
        for (int round = 0; round < ROUNDS; round++) {
            JobActor job = s.running("a");
            Event.ChunkAccepted chunk = s.found(job, "a", "r1", "r2").getFirst();
            assertThat(together(times(() -> s.schedule(chunk)))).containsOnlyOnce(1);
            assertThat(job.tasks(TaskState.PENDING)).hasSize(1);
        }
    }

    /** Each of the last two sees the other as open, unless one of them looks again. */
    @Test
    default void shouldEndAJobWhoseLastTasksAreDoneAtTheSameMoment() throws Exception {
        Scenario s = given();
        for (int round = 0; round < ROUNDS; round++) {
            JobActor job = s.running("a", "b", "c", "d");
            List<Callable<Object>> calls = new ArrayList<>();
            s.claimAll(job).forEach(packet -> {
                Report report = s.start(packet).rest();
                calls.add(() -> s.accept(report));
            });
            together(calls);
            assertThat(job.state()).isEqualTo(JobState.COMPLETED);
            job.isAccountedFor();
        }
    }

    @Test
    default void shouldPublishNothingAfterACancelThatRacesWithReports() throws Exception {
        Scenario s = given();
        for (int round = 0; round < ROUNDS; round++) {
            JobActor job = s.running("a", "b", "c");
            List<Callable<Object>> calls = new ArrayList<>();
            s.claimAll(job).forEach(packet -> {
                Report report = s.start(packet).rest();
                calls.add(() -> s.accept(report));
            });
            calls.add(() -> {
                boolean changed = job.cancel().changed();
                List<String> published = job.resultKeys();
                return changed ? published : List.of("a", "b", "c");
            });
            List<Object> answers = together(calls);
            assertThat(job.resultKeys()).isEqualTo(answers.getLast());
        }
    }

    @Test
    default void shouldHoldABudgetWhileAttemptsEndBesideTheClaim() throws Exception {
        Scenario s = given();
        JobActor first = s.job(Scenario.source("a", 1)).admitted();
        AttemptActor running = s.startNext(first, 0, "a");
        for (int round = 0; round < ROUNDS; round++) {
            JobActor next = s.running("a");
            Report done = running.rest();
            GroupKey group = new GroupKey(next.id(), 0, "a");
            List<Callable<Object>> calls = List.of(() -> s.accept(done), () -> s.claim(new Grant(group, 1, false)));
            List<?> claimed = (List<?>) together(calls).getLast();
            assertThat(s.ledger().backlog(10).groups().stream()
                            .mapToInt(g -> g.inFlight())
                            .sum())
                    .isLessThanOrEqualTo(1);
            running = claimed.isEmpty() ? s.startNext(next, 0, "a") : s.start(((Claimed) claimed.getFirst()).packet());
        }
    }
}
