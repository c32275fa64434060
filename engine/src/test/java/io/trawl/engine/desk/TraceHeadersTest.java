package io.trawl.engine.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.TaskGrant;
import io.trawl.schemas.WorkPacket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TraceHeadersTest {
    private final UUID first = UUID.randomUUID();
    private final UUID untold = UUID.randomUUID();
    private final UUID last = UUID.randomUUID();
    private final List<TaskGrant> grants = List.of(grant(first, 1), grant(untold, 2), grant(last, 3), grant(last, 4));
    private final JobTraces there = new JobTraces();
    private final JobTraces here = new JobTraces();

    private static TaskGrant grant(UUID job, long task) {
        return new TaskGrant(
                new WorkPacket(WorkPacket.VERSION, "default", job, task, 1, "w", "p", "s", "default"),
                UUID.randomUUID(),
                0,
                true,
                1,
                List.of(new InputRange(1, 0, 1)),
                Checkpoint.START,
                List.of(),
                0,
                Map.of(),
                SourceSpec.of("s", "none", Map.of()));
    }

    private void learnAtTheOtherEnd() {
        there.learn(first, TraceContext.begin(first));
        there.learn(last, TraceContext.begin(last));
    }

    private void shouldKnowAllButTheOne() {
        assertThat(here.find(first)).contains(TraceContext.begin(first));
        assertThat(here.find(untold)).isEmpty();
        assertThat(here.find(last)).contains(TraceContext.begin(last));
    }

    @Test
    void shouldBringEachTaskItsTrace() {
        learnAtTheOtherEnd();
        TraceHeaders.learn(TraceHeaders.of(grants, there), grants, here);
        shouldKnowAllButTheOne();
    }

    @Test
    void shouldTakeThemAlsoWhenAProxyHasJoinedThem() {
        learnAtTheOtherEnd();
        TraceHeaders.learn(List.of(String.join(", ", TraceHeaders.of(grants, there))), grants, here);
        shouldKnowAllButTheOne();
    }

    @Test
    void shouldIgnoreThemWhenOneIsMissing() {
        learnAtTheOtherEnd();
        TraceHeaders.learn(TraceHeaders.of(grants, there).subList(0, 3), grants, here);
        assertThat(here.find(first)).isEmpty();
    }

    @Test
    void shouldSayNothingWhereNoneIsKnown() {
        assertThat(TraceHeaders.of(grants, there)).isEmpty();
        assertThat(TraceHeaders.of(List.of(), there)).isEmpty();
    }
}
