package io.trawl.federation;

import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Json;
import io.trawl.schemas.SitePolicy;
import io.trawl.schemas.Webhook;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Stores jobs with their parts, each once for its idempotency key. */
final class Submissions {
    private static final String KEY = """
            INSERT INTO trawl_federation.idempotency (tenant, key, job_id, request_hash, created_at)
            VALUES (:tenant, :key, :job, :hash, now()) ON CONFLICT DO NOTHING
            """;
    private static final String KNOWN =
            "SELECT job_id, request_hash FROM trawl_federation.idempotency WHERE tenant = :tenant AND key = :key";
    private static final String ALIVE =
            "SELECT count(*) FROM trawl_federation.job WHERE tenant = :tenant AND ended_at IS NULL";
    private static final String ADD = """
            INSERT INTO trawl_federation.job (job_id, tenant, request, workload, labels, policy, needed, deadline_at, state,
                                              created_at, updated_at)
            VALUES (:job, :tenant, :request, :workload, CAST(:labels AS jsonb), :policy, :needed,
                    now() + :deadline_ms * interval '1 ms', 'PENDING', now(), now())
            """;
    private static final String ADD_PART = """
            INSERT INTO trawl_federation.part (job_id, site, tenant, sources, standing)
            VALUES (:job, :site, :tenant, :sources, 'SUBMITTING')
            """;
    private static final String ACTIVE = """
            SELECT site FROM trawl_federation.site
             WHERE tenant = :tenant AND site = ANY(:sites) AND state = 'ACTIVE' ORDER BY site FOR SHARE
            """;
    private static final String ADD_WEBHOOK = """
            INSERT INTO trawl_federation.webhook (job_id, n, url, secret_ref) VALUES (:job, :n, :url, :secret_ref)
            """;

    private final Store store;

    Submissions(Store store) {
        this.store = store;
    }

    /** One of the job's sites takes no job any more since it was asked; nothing is stored, nor the key. */
    static final class SitesChanged extends RuntimeException {
        SitesChanged() {
            super("A site of the job was taken out of service meanwhile; submit the job again.");
        }
    }

    /**
     * A job that is new.
     *
     * @param parts sources per site
     */
    record New(UUID jobId, String tenant, JobRequest request, String hash, Map<String, List<String>> parts) {}

    /** @param created false when the key was seen before */
    record Added(UUID jobId, boolean created) {}

    Added add(New job, @Nullable String key, int aliveLimit) {
        return store.inTransaction(handle -> {
            if (key != null && !claimed(handle, job, key)) {
                return known(handle, job, key);
            }
            int alive = handle.createQuery(ALIVE)
                    .bind("tenant", job.tenant())
                    .mapTo(Integer.class)
                    .one();
            if (alive >= aliveLimit) {
                throw new TooManyJobs(aliveLimit);
            }
            // Held until the job is there: a site is not removed while a job is on its way to it.
            int active = handle.createQuery(ACTIVE)
                    .bind("tenant", job.tenant())
                    .bindArray("sites", String.class, job.parts().keySet())
                    .mapTo(String.class)
                    .list()
                    .size();
            if (active != job.parts().size()) {
                throw new SitesChanged();
            }
            insert(handle, job);
            return new Added(job.jobId(), true);
        });
    }

    /** Two that come at once: the second waits here for the first, and then finds its key. */
    private static boolean claimed(Handle handle, New job, String key) {
        return handle.createUpdate(KEY)
                        .bind("tenant", job.tenant())
                        .bind("key", key)
                        .bind("job", job.jobId())
                        .bind("hash", job.hash())
                        .execute()
                == 1;
    }

    private static Added known(Handle handle, New job, String key) {
        return handle.createQuery(KNOWN)
                .bind("tenant", job.tenant())
                .bind("key", key)
                .map((row, context) -> {
                    if (!row.getString("request_hash").equals(job.hash())) {
                        throw new IdempotencyConflict(key);
                    }
                    return new Added(row.getObject("job_id", UUID.class), false);
                })
                .one();
    }

    private static void insert(Handle handle, New job) {
        SitePolicy policy = Objects.requireNonNullElse(job.request().sites(), SitePolicy.DEFAULT);
        handle.createUpdate(ADD)
                .bind("job", job.jobId())
                .bind("tenant", job.tenant())
                .bind("request", Json.mapper().writeValueAsString(job.request()))
                .bind("workload", job.request().workload())
                .bind("labels", Json.mapper().writeValueAsString(job.request().labels()))
                .bind("policy", policy.policy().name())
                .bind("needed", Verdict.needed(policy, job.parts().size()))
                .bind("deadline_ms", JobTable.millis(policy))
                .execute();
        PreparedBatch parts = handle.prepareBatch(ADD_PART);
        job.parts()
                .forEach((site, sources) -> parts.bind("job", job.jobId())
                        .bind("site", site)
                        .bind("tenant", job.tenant())
                        .bindArray("sources", String.class, sources)
                        .add());
        parts.execute();
        insertWebhooks(handle, job);
    }

    private static void insertWebhooks(Handle handle, New job) {
        List<Webhook> webhooks = job.request().webhooks();
        if (webhooks.isEmpty()) {
            return;
        }
        PreparedBatch rows = handle.prepareBatch(ADD_WEBHOOK);
        for (int n = 0; n < webhooks.size(); n++) {
            rows.bind("job", job.jobId())
                    .bind("n", n)
                    .bind("url", webhooks.get(n).url())
                    .bind("secret_ref", webhooks.get(n).secretRef())
                    .add();
        }
        rows.execute();
    }
}
