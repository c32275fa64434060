package io.trawl.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobTracesTest {
    private final JobTraces traces = new JobTraces();

    @Test
    void shouldKnowWhatItWasTold() {
        UUID job = UUID.randomUUID();
        TraceContext trace = TraceContext.begin(job);
        assertThat(traces.header(job)).isNull();
        traces.learn(job, null);
        assertThat(traces.find(job)).isEmpty();
        traces.learn(job, trace);
        assertThat(traces.find(job)).contains(trace);
        assertThat(traces.header(job)).isEqualTo(trace.text());
    }

    @Test
    void shouldForgetThoseThatNobodyAskedForLongest() {
        UUID kept = new UUID(0, 1L << 63);
        UUID forgotten = new UUID(1, 1L << 63);
        traces.learn(kept, TraceContext.begin(kept));
        traces.learn(forgotten, TraceContext.begin(forgotten));
        for (int i = 2; i <= JobTraces.CAPACITY; i++) {
            traces.find(kept);
            UUID job = new UUID(i, 1L << 63);
            traces.learn(job, TraceContext.begin(job));
        }
        assertThat(traces.find(kept)).isPresent();
        assertThat(traces.find(forgotten)).isEmpty();
    }
}
