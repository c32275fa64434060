package io.trawl.worker;

import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.schemas.SourceSpec;
import java.util.Map;
import java.util.UUID;

/**
 * What the handlers of a task have to know of its job; the same for every task of its job, phase and source.
 *
 * @param options of the workload
 * @param lastPhase whether its records go nowhere
 */
public record TaskSpec(
        UUID jobId, String tenant, String workload, SourceSpec source, Map<String, Object> options, boolean lastPhase) {
    static TaskSpec of(JobSpec job, Granted granted) {
        return new TaskSpec(
                job.jobId(),
                job.tenant(),
                job.request().workload(),
                job.source(granted.source()),
                job.request().options(),
                job.isLastPhase(granted.phase()));
    }
}
