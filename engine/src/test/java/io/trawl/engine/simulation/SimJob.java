package io.trawl.engine.simulation;

import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as its user knows it. */
final class SimJob {
    private final String key;
    private final JobRequest request;
    private final Expectation expectation;
    private @Nullable UUID id;
    private boolean cancelAnswered;

    SimJob(String key, JobRequest request, List<String> phases) {
        this.key = key;
        this.request = request;
        List<String> sources = request.sources().stream().map(SourceSpec::id).toList();
        this.expectation = Expectation.of(EchoTree.of(request), phases, sources);
    }

    /** Under which it is submitted, again and again until there is an answer. */
    String key() {
        return key;
    }

    JobRequest request() {
        return request;
    }

    Expectation expectation() {
        return expectation;
    }

    /** Null until the submission was answered. */
    @Nullable
    UUID id() {
        return id;
    }

    void answered(UUID jobId) {
        if (id != null && !id.equals(jobId)) {
            throw new Violation("OnceOnly", "the key " + key + " made two jobs, " + id + " and " + jobId);
        }
        id = jobId;
    }

    boolean cancelAnswered() {
        return cancelAnswered;
    }

    void cancelled() {
        cancelAnswered = true;
    }

    @Override
    public String toString() {
        return key;
    }
}
