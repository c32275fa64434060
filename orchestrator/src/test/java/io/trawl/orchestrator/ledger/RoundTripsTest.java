package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer;
import io.trawl.engine.ledger.WorkerLedger.StartRequest;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.Report;
import io.trawl.schemas.Tally;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often the way of one task waits for the server; each wait is time from PENDING to the handler. */
class RoundTripsTest {
    private static HikariDataSource pool;

    @BeforeAll
    static void createDatabase() {
        pool = EmbeddedDatabase.create();
    }

    @AfterAll
    static void closePool() {
        pool.close();
    }

    @Test
    void shouldWaitForTheServerNoMoreThanItMust() throws Exception {
        CountedTrips trips = new CountedTrips(pool);
        PostgresLedger ledger = new PostgresLedger(
                trips.dataSource(), Fences.ALL, RetryPolicy.DEFAULT, Duration.ofHours(1), new SplittableRandom(1));
        UUID worker = UUID.randomUUID();
        ledger.openLease(new WorkerInfo(worker, "w", "default", 1));
        try (Leadership lead = ledger.lead().orElseThrow()) {
            trips.taken();
            UUID job = EndedJobs.submit(ledger, List.of());
            assertThat(trips.taken())
                    .as("submit: bucket, job, room for it, the rest, commit")
                    .isEqualTo(5);
            ledger.admit(1);
            assertThat(trips.taken()).as("admit").isEqualTo(1);
            ledger.backlog(1);
            assertThat(trips.taken()).as("backlog").isEqualTo(1);
            WorkPacket packet = lead.claim(List.of(new Grant(new GroupKey(job, 0, "a"), 1, false)))
                    .getFirst()
                    .packet();
            assertThat(trips.taken())
                    .as("claim: lead, locks, tasks, counters, commit")
                    .isEqualTo(5);
            StartRequest request = new StartRequest(job, packet.taskId(), 1, UUID.randomUUID(), worker, 0);
            StartAnswer answer = ledger.start(List.of(request)).getFirst();
            assertThat(trips.taken())
                    .as("start: tasks, inputs, counters, commit")
                    .isEqualTo(4);
            Verdict verdict = ledger.accept(List.of(done((StartAnswer.Granted) answer, job, worker)))
                    .verdicts()
                    .getFirst();
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.ACCEPTED);
            assertThat(trips.taken())
                    .as("accept: jobs, tasks, counters, commit; and the end of the job: look, lock, look, end, commit")
                    .isEqualTo(4 + 5);
        }
    }

    private static Report done(StartAnswer.Granted granted, UUID job, UUID worker) {
        Tally tally = new Tally(0, 1, Map.of(), Map.of(), Map.of(), 0);
        return new Report(
                Report.VERSION,
                job,
                granted.taskId(),
                granted.attempt(),
                granted.execution(),
                worker,
                1,
                Report.Kind.DONE,
                0,
                0,
                0,
                new Checkpoint(1, null),
                tally,
                null);
    }
}
