package io.trawl.engine.schedule;

import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.job.TimeOrderedIds;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.InMemorySchedules;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Overlap;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.WhenMissed;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Ledgers in memory, the job service over them, and loops that may die between any two calls. Minutes are the cron. */
final class ScheduledWorld {
    static final String TENANT = "t";
    static final String ID = "words";
    static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Timetables MINUTES = (cron, zone) -> {
        if (cron.equals("broken")) {
            throw new IllegalArgumentException("cannot be read");
        }
        return after -> Optional.of(Instant.ofEpochSecond((after.getEpochSecond() / 60 + 1) * 60));
    };

    final VirtualClock clock = new VirtualClock();
    final InMemoryLedger jobs =
            new InMemoryLedger(clock, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(30), new SplittableRandom(1));
    final ScheduleLedger ledger = new InMemorySchedules(clock, Fences.ALL, jobs.jobsOfRuns());
    final LocalJobService service = new LocalJobService(
            jobs,
            new Workloads(List.of(new WordCountWorkload())),
            new TimeOrderedIds(clock, new SplittableRandom(2)),
            new Waits(),
            () -> {},
            _ -> {});
    final List<RuntimeException> defects = new ArrayList<>();
    final Schedules schedules = new Schedules(ledger, MINUTES, new RunStarter(ledger, service, defects::add));
    private int calls;

    ScheduledWorld() {
        SourceSpec text = SourceSpec.of("a", "text", Map.of("text", "one two"));
        jobs.add(TENANT, new NamedSource("a", "text", text.options(), null, null, null, null, null, null, null, null));
    }

    Schedule given(Overlap overlap, WhenMissed missed) {
        return given("* * * * *", overlap, missed);
    }

    Schedule given(String cron, Overlap overlap, WhenMissed missed) {
        JobRequest job = new JobRequest(null, "word-count", List.of(SourceSpec.named("a")), null, null, null, null);
        return new Schedule(ID, cron, null, null, overlap, missed, null, null, job, null, null, null, null, null);
    }

    Schedule add(Overlap overlap, WhenMissed missed) {
        try {
            return schedules.add(TENANT, given(overlap, missed));
        } catch (InvalidJob | ScheduleExists e) {
            throw new AssertionError(e);
        }
    }

    ScheduleLoop loop() {
        return new ScheduleLoop(ledger, MINUTES, new RunStarter(ledger, service, defects::add));
    }

    /** A process that dies before or after its n-th call of the ledger, or its submission; null when it had fewer. */
    @Nullable
    LedgerUnavailable dies(int nth, boolean after) {
        calls = 0;
        ScheduleLedger mortal = mortal(ScheduleLedger.class, ledger, nth, after);
        JobService submitting = mortal(JobService.class, service, nth, after);
        try {
            new ScheduleLoop(mortal, MINUTES, new RunStarter(mortal, submitting, defects::add)).runOnce();
            return null;
        } catch (LedgerUnavailable dead) {
            return dead;
        }
    }

    private <T> T mortal(Class<T> port, T target, int nth, boolean after) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    boolean last = ++calls == nth;
                    if (last && !after) {
                        throw new LedgerUnavailable("Dead.", null);
                    }
                    try {
                        Object answer = method.invoke(target, arguments);
                        if (last) {
                            throw new LedgerUnavailable("Dead.", null);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    void minutePasses() {
        clock.advance(MINUTE);
        loop().runOnce();
    }

    List<ScheduleRun> runs() {
        return ledger.runs(TENANT, ID, null, 1_000).items();
    }

    List<JobStatus> started() {
        JobFilter filter = new JobFilter(List.of(), Map.of(Schedule.LABEL, ID), null, null);
        return jobs.jobs(TENANT, filter, null, 1_000).items();
    }

    /** As if it had done its work. */
    void ends(JobStatus job) {
        jobs.force(job.jobId(), JobState.COMPLETED);
    }
}
