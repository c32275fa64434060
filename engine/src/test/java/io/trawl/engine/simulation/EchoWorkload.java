package io.trawl.engine.simulation;

import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.engine.workload.TaskContext;
import io.trawl.engine.workload.Workload;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.JobRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The phases of the {@link EchoTree}; small batches, so that there are many tasks. */
final class EchoWorkload implements Workload {
    private static final List<String> NAMES = List.of("list", "open", "sum");
    private static final Duration STALL = Duration.ofSeconds(7);

    private final List<Phase> phases;

    EchoWorkload(RandomGenerator random) {
        List<Phase> drawn = new ArrayList<>();
        for (String name : NAMES) {
            PhaseMode mode = random.nextInt(3) == 0 ? PhaseMode.BARRIER : PhaseMode.STREAMING;
            BatchPolicy batch = new BatchPolicy(
                    2 + random.nextInt(5), 6 + random.nextInt(20), Duration.ofMillis(200 + random.nextInt(1_500)));
            drawn.add(new EchoPhase(name, drawn.isEmpty() ? PhaseMode.STREAMING : mode, batch));
        }
        phases = List.copyOf(drawn);
    }

    private record EchoPhase(String name, PhaseMode mode, BatchPolicy batch) implements Phase {
        @Override
        public Duration stallBound() {
            return STALL;
        }

        @Override
        public PhaseHandler open(TaskContext context) {
            throw new AssertionError("The workers of a simulation bring handlers of their own.");
        }
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public List<Phase> phases() {
        return phases;
    }

    List<String> phaseNames() {
        return NAMES;
    }

    @Override
    public void validate(JobRequest request) {}

    @Override
    public String merge(String kind, String left, String right) {
        return left;
    }
}
