package io.trawl.engine.workload;

import io.trawl.schemas.SourceSpec;
import java.util.Map;
import java.util.UUID;

/**
 * What a handler may know of its task.
 *
 * @param source with connector and options
 * @param options of the job
 * @param access for opening the source
 * @param installationKey secret of this installation for keyed tokens, 32 bytes; never stored, logged or sent
 */
public record TaskContext(
        UUID jobId,
        String tenant,
        SourceSpec source,
        Map<String, Object> options,
        SourceAccess access,
        byte[] installationKey) {
    /** Without access to credentials. */
    public TaskContext(
            UUID jobId, String tenant, SourceSpec source, Map<String, Object> options, byte[] installationKey) {
        this(jobId, tenant, source, options, SourceAccess.NONE, installationKey);
    }

    @Override
    public String toString() {
        return "TaskContext[jobId=" + jobId + ", source=" + source.id() + "]";
    }
}
