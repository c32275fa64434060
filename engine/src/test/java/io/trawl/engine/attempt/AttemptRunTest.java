package io.trawl.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.engine.attempt.AttemptRun.Surroundings;
import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.workload.AttemptStopped;
import io.trawl.engine.workload.Output;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Report;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttemptRunTest {
    private final VirtualClock clock = new VirtualClock();
    private final InMemoryLedger ledger =
            new InMemoryLedger(clock, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofMinutes(1), new Random(1));
    private final UUID worker = new UUID(7, 7);
    private final AttemptRegistry registry = new AttemptRegistry(worker, "w", "default", 4, UUID::randomUUID);
    private final List<Report> sent = new ArrayList<>();
    private boolean leaseAlive = true;
    private long millis;
    private long rested;

    private record Started(AttemptHandle handle, AttemptRun run) {}

    @Test
    void shouldReportOneDoneChunkForAShortTask() throws Exception {
        Started attempt = start();
        assertThat(attempt.run().step((root, cursor, output) -> {
                    output.emit(new Record("a", 1, ""));
                    output.publish("k", "key", "1");
                    return RecordOutcome.PROCESSED;
                }))
                .isTrue();
        assertThat(attempt.run().step(never())).isFalse();
        assertThat(sent).singleElement().satisfies(report -> {
            assertThat(report.kind()).isEqualTo(Report.Kind.DONE);
            assertThat(report.records()).isEqualTo(1);
            assertThat(report.rows()).isEqualTo(2);
            assertThat(report.checkpoint().recordsDone()).isEqualTo(1);
        });
        assertThat(ledger.accept(sent).verdicts().getFirst().acceptedSeq()).isEqualTo(1);
    }

    @Test
    void shouldDropWhatAFailedRecordSaidSinceItsLastCheckpoint() throws Exception {
        Started attempt = start();
        assertThat(attempt.run().step((root, cursor, output) -> {
                    output.emit(new Record("kept", 1, ""));
                    output.checkpoint("1");
                    output.emit(new Record("dropped", 1, ""));
                    throw new IllegalStateException("secret 4111 1111 1111 1111");
                }))
                .isFalse();
        assertThat(sent).extracting(Report::kind).containsExactly(Report.Kind.CHUNK, Report.Kind.FAILED);
        assertThat(sent.getFirst().records()).isEqualTo(1);
        assertThat(sent.getFirst().checkpoint().cursor()).isEqualTo("1");
        assertThat(sent.getLast().reason()).isEqualTo("error:IllegalStateException");
    }

    @Test
    void shouldReportARecordThatNeedsTooMuchMemoryOrDepth() throws Exception {
        for (Error error : List.of(new OutOfMemoryError("Java heap space"), new StackOverflowError())) {
            sent.clear();
            assertThat(start().run().step((root, cursor, output) -> {
                        throw error;
                    }))
                    .isFalse();
            assertThat(sent)
                    .singleElement()
                    .extracting(Report::reason)
                    .isEqualTo("error:" + error.getClass().getSimpleName());
        }
    }

    @Test
    void shouldCutAChunkAtTheFirstSafePlaceAfterItIsFull() throws Exception {
        Started attempt = start();
        attempt.run().step((root, cursor, output) -> {
            for (int i = 0; i < 2 * AttemptRun.CHUNK_ROWS; i++) {
                output.emit(new Record("r" + i, 1, ""));
                if (i % 300 == 299) {
                    output.checkpoint(String.valueOf(i));
                }
            }
            return RecordOutcome.PROCESSED;
        });
        attempt.run().step(never());
        assertThat(sent).extracting(Report::records).containsExactly(1200, 800);
        assertThat(sent).extracting(Report::kind).containsExactly(Report.Kind.CHUNK, Report.Kind.DONE);
    }

    @Test
    void shouldFailAHandlerThatNeverMakesACheckpoint() throws Exception {
        Started attempt = start();
        attempt.run().step((root, cursor, output) -> {
            while (true) {
                output.emit(new Record("r", 1, ""));
            }
        });
        assertThat(sent).singleElement().extracting(Report::kind).isEqualTo(Report.Kind.FAILED);
    }

    @Test
    void shouldReadNothingWhenTheLeaseHasRunOut() throws Exception {
        Started attempt = start();
        leaseAlive = false;
        assertThatThrownBy(() -> attempt.run().step(never())).isInstanceOf(AttemptStopped.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void shouldHandBackTheRestWhenItIsDrained() throws Exception {
        Started attempt = start();
        assertThatThrownBy(() -> attempt.run().step((root, cursor, output) -> {
                    output.emit(new Record("kept", 1, ""));
                    output.checkpoint("1");
                    attempt.handle().drain();
                    output.emit(new Record("dropped", 1, ""));
                    return RecordOutcome.PROCESSED;
                }))
                .isInstanceOf(AttemptStopped.class);
        attempt.run().handBack();
        assertThat(sent).extracting(Report::kind).containsExactly(Report.Kind.CHUNK, Report.Kind.HANDED_BACK);
        assertThat(ledger.accept(sent).verdicts()).allMatch(verdict -> verdict.acceptedSeq() == 2);
    }

    @Test
    void shouldRestAfterTheAnswersOfASlowSourceUntilItIsStopped() throws Exception {
        Started attempt = start();
        assertThatThrownBy(() -> attempt.run().step((root, cursor, output) -> {
                    answer(output, 50, 100);
                    assertThat(rested).isZero();
                    answer(output, 600, 10);
                    assertThat(rested).isGreaterThan(10 * 600L).isEqualTo(millis - 100 * 50 - 10 * 600);
                    attempt.handle().drain();
                    answer(output, 600, 1);
                    return RecordOutcome.PROCESSED;
                }))
                .isInstanceOf(AttemptStopped.class);
    }

    private void answer(Output output, long took, int times) {
        for (int i = 0; i < times; i++) {
            millis += took;
            output.took(took, 0);
        }
    }

    @Test
    void shouldRefuseRecordsAfterTheLastPhase() throws Exception {
        Started attempt = start(true);
        attempt.run().step((root, cursor, output) -> {
            output.emit(new Record("r", 1, ""));
            return RecordOutcome.PROCESSED;
        });
        assertThat(sent).singleElement().extracting(Report::kind).isEqualTo(Report.Kind.FAILED);
    }

    private Started start() throws Exception {
        return start(false);
    }

    private Started start(boolean lastPhase) throws Exception {
        LocalJobService jobs = new LocalJobService(
                ledger,
                new Workloads(List.of(new WordCountWorkload())),
                UUID::randomUUID,
                new Waits(),
                () -> {},
                _ -> {});
        UUID job = jobs.start(
                        "default",
                        new JobRequest(
                                null,
                                "word-count",
                                List.of(SourceSpec.of("s", "text", Map.of("text", "a b"))),
                                null,
                                null,
                                null,
                                null),
                        null)
                .jobId();
        ledger.admit(10);
        ledger.openLease(new WorkerInfo(worker, "w", "default", 4));
        WorkPacket packet;
        try (Leadership lead = ledger.lead().orElseThrow()) {
            packet = lead.claim(List.of(new Grant(new GroupKey(job, 0, "s"), 1, false)))
                    .getFirst()
                    .packet();
        }
        AttemptHandle handle = registry.register(packet).orElseThrow();
        Granted granted =
                (Granted) ledger.start(List.of(registry.startRequest(handle))).getFirst();
        return new Started(handle, new AttemptRun(handle, worker, granted, lastPhase, around()));
    }

    private Surroundings around() {
        return new Surroundings(
                ledger,
                reports -> {
                    sent.addAll(reports);
                    return reports.size();
                },
                () -> leaseAlive,
                () -> millis,
                1_000_000,
                new Patience() {
                    @Override
                    public void pause(int tries) {
                        throw new AttemptStopped("no patience");
                    }

                    @Override
                    public void rest(long wait) {
                        millis += wait;
                        rested += wait;
                    }
                });
    }

    private static PhaseHandler never() {
        return (root, cursor, output) -> {
            throw new AssertionError("There is nothing more to process.");
        };
    }
}
