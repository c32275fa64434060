package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.Spans;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.trace.Tracing;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.api.RunningApi.Answer;
import io.trawl.schemas.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A submission goes on with the trace of its caller or begins one, and says which. */
class S20ForeignTracesTest {
    private static final String JOB = """
            {"workload": "word-count",
             "sources": [{"id": "s", "connector": "text", "options": {"text": "a b"}}]}""";
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    private static RunningApi api;
    private static RunningApi fake;

    @BeforeAll
    static void startServers() throws Exception {
        InMemoryLedger ledger = new InMemoryLedger(
                new VirtualClock(), Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(30), new Random(1));
        JobTraces traces = new JobTraces();
        api = RunningApi.over(
                new LocalJobService(
                                ledger,
                                new Workloads(List.of(new WordCountWorkload())),
                                UUID::randomUUID,
                                new Waits(),
                                () -> {},
                                _ -> {})
                        .under(new Tracing(traces, Spans.NONE)),
                traces);
        fake = new RunningApi(null);
    }

    @AfterAll
    static void stopServers() {
        api.close();
        fake.close();
    }

    private static TraceContext traceOf(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return TraceContext.parse(answer.header("traceparent")).orElseThrow();
    }

    @Test
    void shouldGoOnWithTheTraceOfItsCaller() throws Exception {
        TraceContext trace = traceOf(api.send(api.starting(JOB).header("traceparent", CALLER)));
        assertThat(trace.traceId()).isEqualTo(TRACE_ID);
        assertThat(trace.spanId()).as("a place of its own").isNotEqualTo("00f067aa0ba902b7");
        assertThat(trace.sampled()).isTrue();
    }

    @Test
    void shouldPassOnThatItsCallerKeepsNoSpans() throws Exception {
        TraceContext trace = traceOf(api.send(api.starting(JOB).header("traceparent", CALLER.replace("-01", "-00"))));
        assertThat(trace.traceId()).isEqualTo(TRACE_ID);
        assertThat(trace.sampled()).isFalse();
    }

    @Test
    void shouldBeginATraceWithTheIdOfTheJob() throws Exception {
        Answer answer = api.start(JOB);
        UUID job = UUID.fromString(answer.json().path("job_id").stringValue());
        assertThat(traceOf(answer)).isEqualTo(TraceContext.begin(job));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", CALLER + "-more"})
    void shouldBeginATraceWhenTheHeaderIsGarbage(String header) throws Exception {
        Answer answer = api.send(api.starting(JOB).header("traceparent", header));
        UUID job = UUID.fromString(answer.json().path("job_id").stringValue());
        assertThat(traceOf(answer)).isEqualTo(TraceContext.begin(job));
    }

    @Test
    void shouldBeginATraceWhenThereAreSeveralHeaders() throws Exception {
        Answer answer = api.send(
                api.starting(JOB).header("traceparent", CALLER).header("traceparent", CALLER.replace("4bf", "4bc")));
        assertThat(traceOf(answer).traceId()).isNotEqualTo(TRACE_ID);
    }

    @Test
    void shouldSayTheTraceOfTheJobThatAKeyMadeBefore() throws Exception {
        Answer first = api.send(api.starting(JOB).header("Idempotency-Key", "k").header("traceparent", CALLER));
        Answer again = api.send(api.starting(JOB).header("Idempotency-Key", "k"));
        assertThat(again.json().path("created").booleanValue()).isFalse();
        assertThat(traceOf(again)).isEqualTo(traceOf(first));
    }

    @Test
    void shouldLogTheTraceOfTheJobThatARequestIsAbout() throws Exception {
        UUID job = fake.jobs.add("default", JobState.RUNNING);
        fake.traces.learn(job, new TraceContext(TRACE_ID, "00f067aa0ba902b7", true));
        fake.send(fake.to("/jobs/" + job + "/receipt").header("traceparent", CALLER.replace("4bf", "4bc")));
        assertThat(fake.jobs.lastLogged()).isEqualTo(Map.of("job_id", job.toString(), "trace", TRACE_ID));
    }

    @Test
    void shouldLogTheTraceOfASubmissionAndForgetItAfterwards() throws Exception {
        fake.send(fake.starting(RunningApi.JOB).header("traceparent", CALLER));
        assertThat(fake.jobs.lastLogged()).isEqualTo(Map.of("trace", TRACE_ID));
        fake.send(fake.starting(RunningApi.JOB).header("traceparent", "a\tb"));
        assertThat(fake.jobs.lastLogged()).isEmpty();
    }
}
