package io.trawl.orchestrator.ledger;

/**
 * PENDING jobs become RUNNING, oldest first. Not waited for on the disk: an admission that a crash takes back is made
 * again, and the first start of a task of the job brings it to the disk in any case.
 */
final class AdmitTransition {
    private static final String ADMIT = """
            UPDATE trawl.job
               SET state = 2, running_from = {{now}}, version = version + 1, updated_at = {{now}}
             WHERE job_id = ANY(ARRAY(SELECT job_id FROM trawl.job WHERE state = 1
                                       ORDER BY created_at, job_id LIMIT :limit FOR UPDATE SKIP LOCKED))
               AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
            """;

    private final Database database;
    private final String admit;

    AdmitTransition(Database database) {
        this.database = database;
        this.admit = database.sql(ADMIT);
    }

    int admit(int limit) {
        return database.inStatement(
                handle -> handle.createUpdate(admit).bind("limit", limit).execute());
    }
}
