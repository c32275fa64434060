package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.job.TimeOrderedIds;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.schedule.RunStarter;
import io.trawl.engine.schedule.ScheduleLoop;
import io.trawl.engine.schedule.Schedules;
import io.trawl.engine.schedule.Timetables;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.cron.CronTimetables;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Overlap;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import io.trawl.schemas.SourceSpec;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several orchestrators look at the same schedules at the same moment. */
class ScheduleLoopsTogetherTest {
    private static final int LOOPS = 4;
    private static final int SCHEDULES = 15;
    private static final int MINUTES = 4;
    private static final Timetables CRON = new CronTimetables();

    private HikariDataSource pool;
    private PostgresUnderTest under;

    @BeforeEach
    void createDatabase() {
        pool = EmbeddedDatabase.create();
        under = new PostgresUnderTest(pool, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(30));
    }

    @AfterEach
    void closeDatabase() {
        under.close();
        pool.close();
    }

    @Test
    void shouldStartEachRunOnceWhoeverComes() throws Exception {
        RunStarter starter = new RunStarter(under.schedules(), service(), defect -> {
            throw defect;
        });
        Schedules schedules = new Schedules(under.schedules(), CRON, starter);
        for (int i = 0; i < SCHEDULES; i++) {
            schedules.add("t", everyMinute("s" + i));
        }
        for (int minute = 0; minute < MINUTES; minute++) {
            under.advance(Duration.ofMinutes(1));
            atOnce(new ScheduleLoop(under.schedules(), CRON, starter));
        }
        for (int i = 0; i < SCHEDULES; i++) {
            List<ScheduleRun> runs = schedules.runs("t", "s" + i, null, 100).items();
            assertThat(runs).extracting(ScheduleRun::plannedAt).hasSize(MINUTES).doesNotHaveDuplicates();
            assertThat(jobs("s" + i)).as("QUEUE: one at work").hasSize(1);
        }
        assertThat(jobs("s0").getFirst().jobId())
                .isEqualTo(
                        schedules.runs("t", "s0", null, 100).items().getLast().jobId());
    }

    private static void atOnce(ScheduleLoop loop) throws Exception {
        CyclicBarrier together = new CyclicBarrier(LOOPS);
        try (ExecutorService processes = Executors.newFixedThreadPool(LOOPS)) {
            List<Future<Duration>> turns = new ArrayList<>();
            for (int i = 0; i < LOOPS; i++) {
                turns.add(processes.submit(() -> {
                    together.await();
                    return loop.runOnce();
                }));
            }
            for (Future<Duration> turn : turns) {
                turn.get();
            }
        }
    }

    private JobService service() {
        Ledger ledger = under.ledger();
        return new LocalJobService(
                ledger,
                new Workloads(List.of(new WordCountWorkload())),
                new TimeOrderedIds(InstantSource.system(), new SecureRandom()),
                new Waits(),
                () -> {},
                _ -> {});
    }

    private static Schedule everyMinute(String id) {
        SourceSpec text = SourceSpec.of("a", "text", Map.of("text", "one two"));
        JobRequest job = new JobRequest(null, "word-count", List.of(text), null, null, null, null);
        return new Schedule(
                id, "* * * * *", null, null, Overlap.QUEUE, null, null, null, job, null, null, null, null, null);
    }

    private List<JobStatus> jobs(String schedule) {
        JobFilter filter = new JobFilter(List.of(), Map.of(Schedule.LABEL, schedule), null, null);
        return under.ledger().jobs("t", filter, null, 100).items();
    }
}
