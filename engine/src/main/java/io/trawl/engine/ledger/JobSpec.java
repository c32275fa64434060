package io.trawl.engine.ledger;

import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.util.List;
import java.util.UUID;

/** The part of a job that never changes. */
public record JobSpec(UUID jobId, String tenant, JobRequest request, List<PhasePlan> phases) {
    public JobSpec {
        phases = List.copyOf(phases);
    }

    /** @throws IllegalArgumentException when the job has no such source */
    public SourceSpec source(String id) {
        return request.sources().stream()
                .filter(source -> source.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Job " + jobId + " has no source '" + id + "'."));
    }

    /** @throws IllegalArgumentException when the job has no such phase */
    public int phaseNumber(String name) {
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Job " + jobId + " has no phase '" + name + "'.");
    }

    public boolean isLastPhase(int number) {
        return number == phases.size() - 1;
    }
}
