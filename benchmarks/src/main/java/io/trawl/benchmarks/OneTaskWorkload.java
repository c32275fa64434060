package io.trawl.benchmarks;

import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.Workload;
import io.trawl.schemas.JobRequest;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A job of one task that does nothing: it is PENDING when the submission is answered, and tells when it runs. */
record OneTaskWorkload(Consumer<UUID> started) implements Workload {
    @Override
    public String name() {
        return "one-task";
    }

    @Override
    public void validate(JobRequest request) {}

    @Override
    public List<Phase> phases() {
        return List.of(new NoOpWorkload.Run(started));
    }

    @Override
    public String merge(String kind, String left, String right) {
        return left;
    }
}
