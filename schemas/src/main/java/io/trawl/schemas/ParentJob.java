package io.trawl.schemas;

import java.util.List;
import java.util.UUID;

/**
 * Of which master's job a job is a part.
 *
 * @param installation the master
 * @param jobId the master's job
 * @param site what the master calls this installation
 * @param via every installation between the user and here, the first one first, the master last; an installation that
 *     finds itself in it refuses the job, for it would go round in a circle
 */
public record ParentJob(UUID installation, UUID jobId, String site, List<UUID> via) {
    /** Masters above one another. */
    public static final int MAX_DEPTH = 8;

    public ParentJob {
        Checks.present(installation, "parent.installation");
        Checks.present(jobId, "parent.job_id");
        site = Checks.id(site, "parent.site");
        via = Checks.filled(via, MAX_DEPTH, "parent.via");
    }
}
