package io.trawl.federation;

import static io.trawl.federation.Store.instant;
import static io.trawl.federation.Store.time;

import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The parts of the master's jobs. */
final class PartTable {
    private static final String SELECT = """
            SELECT job_id, site, tenant, sources, standing, attempts, resubmitted, child_id, epoch_id, child_state,
                   child_version, word, receipt IS NOT NULL AS covered, last_word, verb, verb_no, given_up, acknowledged,
                   reason
              FROM trawl_federation.part
            """;
    /** Without the words, which are large and decide nothing. */
    private static final String BARE = SELECT.replace(" word,", " NULL AS word,");

    private static final String STANDINGS = """
            WITH p AS (
              SELECT child_id, child_state, standing = 'ENDED' AS ended,
                     standing IN ('ENDED', 'REFUSED') OR given_up AS settled
                FROM trawl_federation.part WHERE job_id = :job)
            SELECT count(*) AS parts,
                   count(child_id) AS begun,
                   count(*) FILTER (WHERE settled) AS settled,
                   count(*) FILTER (WHERE NOT settled AND child_state = 'PAUSED') AS paused,
                   count(*) FILTER (WHERE ended AND child_state IN ('COMPLETED', 'COMPLETED_WITH_GAPS')) AS delivered,
                   count(*) FILTER (WHERE ended AND child_state = 'COMPLETED') AS completed
              FROM p
            """;
    private static final String OPEN = BARE + """
             WHERE tenant = :tenant AND site = :site
               AND (standing IN ('SUBMITTING', 'FOLLOWED') OR (standing = 'ENDED' AND NOT acknowledged))
             ORDER BY job_id
             LIMIT :limit
            """;
    /** Not for a part that was cancelled before anything was sent of it: nothing is there to be cancelled. */
    private static final String ATTEMPT = """
            UPDATE trawl_federation.part SET attempts = attempts + 1
             WHERE job_id = ANY(:jobs) AND site = :site AND standing = 'SUBMITTING'
               AND (attempts > 0 OR verb IS DISTINCT FROM 'CANCEL')
            RETURNING job_id
            """;

    private static final String STARTED = """
            UPDATE trawl_federation.part
               SET standing = 'FOLLOWED', child_id = :child, epoch_id = :epoch, child_state = :state, child_version = 0,
                   reason = NULL
             WHERE job_id = :job AND site = :site AND standing = 'SUBMITTING'
            """;
    private static final String REFUSED = """
            UPDATE trawl_federation.part SET standing = 'REFUSED', reason = :reason, verb = NULL
             WHERE job_id = :job AND site = :site AND standing IN ('SUBMITTING', 'FOLLOWED')
            """;
    private static final String ALL_UNSENT = """
            UPDATE trawl_federation.part
               SET standing = 'ENDED', child_state = 'CANCELLED', verb = NULL, acknowledged = true
             WHERE job_id = :job AND standing = 'SUBMITTING' AND attempts = 0 AND verb = 'CANCEL'
            """;
    private static final String UNSENT = ALL_UNSENT + " AND site = :site";
    /**
     * An older word changes nothing; one of another epoch of the site is a newer one, and what was asked of the job is said
     * there again, since the site may have forgotten it. A part ends with a state that is an end, unless it has still to be
     * told something that may begin it anew.
     */
    private static final String TOLD = """
            UPDATE trawl_federation.part
               SET child_state = :state, child_version = :version, epoch_id = :epoch, word = :word, last_word = :at,
                   standing = CASE WHEN :ended AND verb IS NULL THEN 'ENDED' ELSE standing END,
                   verb = CASE WHEN verb IS NULL AND NOT :ended AND epoch_id IS DISTINCT FROM :epoch
                               THEN (SELECT wish FROM trawl_federation.job WHERE job_id = :job) ELSE verb END,
                   reason = :reason
             WHERE job_id = :job AND site = :site AND standing = 'FOLLOWED' AND child_id = :child
               AND (child_version < :version OR epoch_id IS DISTINCT FROM :epoch
                    OR (:ended AND verb IS NULL))
            """;

    private static final String LOST = """
            UPDATE trawl_federation.part
               SET standing = 'SUBMITTING', child_id = NULL, child_state = NULL, child_version = NULL, epoch_id = NULL,
                   word = NULL, receipt = NULL, attempts = 0, resubmitted = resubmitted + 1,
                   verb = (SELECT wish FROM trawl_federation.job WHERE job_id = :job), verb_no = verb_no + 1
             WHERE job_id = :job AND site = :site AND child_id = :child AND resubmitted = 0
               AND (standing = 'FOLLOWED' OR (standing = 'ENDED' AND receipt IS NULL))
            """;
    /** As it was read: what another process of this master has submitted again meanwhile is another child. */
    private static final String LOST_AGAIN = """
            UPDATE trawl_federation.part SET standing = 'REFUSED', reason = 'lost_twice', verb = NULL
             WHERE job_id = :job AND site = :site AND child_id = :child AND resubmitted = 1
               AND (standing = 'FOLLOWED' OR (standing = 'ENDED' AND receipt IS NULL))
            """;

    private static final String VERB = """
            UPDATE trawl_federation.part SET verb = :verb, verb_no = verb_no + 1
             WHERE job_id = :job AND standing IN ('SUBMITTING', 'FOLLOWED')
            """;
    private static final String SAID = """
            UPDATE trawl_federation.part SET verb = NULL WHERE job_id = :job AND site = :site AND verb_no = :verb_no
            """;
    /** What did not deliver all of it is asked again, and what would not take it is asked to. */
    private static final String RETRY = """
            UPDATE trawl_federation.part
               SET standing = CASE WHEN child_id IS NULL OR standing = 'REFUSED' THEN 'SUBMITTING' ELSE 'FOLLOWED' END,
                   verb = CASE WHEN child_id IS NULL OR standing <> 'ENDED' THEN NULL ELSE 'RETRY' END,
                   child_id = CASE WHEN standing = 'REFUSED' THEN NULL ELSE child_id END,
                   verb_no = verb_no + 1, acknowledged = false, given_up = false, receipt = NULL,
                   reason = NULL
             WHERE job_id = :job
               AND NOT (standing = 'ENDED' AND child_state = 'COMPLETED')
            """;

    private static final String COVERED = """
            UPDATE trawl_federation.part SET receipt = :receipt
             WHERE job_id = :job AND site = :site AND child_id = :child
            """;
    private static final String ACKNOWLEDGED = """
            UPDATE trawl_federation.part SET acknowledged = true
             WHERE job_id = :job AND site = :site AND standing = 'ENDED'
            """;

    private final Store store;

    PartTable(Store store) {
        this.store = store;
    }

    /** Of these jobs, by job, in order of site. */
    Map<UUID, List<Part>> of(List<UUID> jobs) {
        List<Part> found = store.inTransaction(
                handle -> handle.createQuery(SELECT + " WHERE job_id = ANY(:jobs) ORDER BY job_id, site")
                        .bindArray("jobs", UUID.class, jobs)
                        .map((row, context) -> read(row))
                        .list());
        Map<UUID, List<Part>> byJob = new HashMap<>();
        found.forEach(part ->
                byJob.computeIfAbsent(part.jobId(), job -> new ArrayList<>()).add(part));
        return byJob;
    }

    /** Without their words. */
    static List<Part> of(Handle handle, UUID jobId) {
        return handle.createQuery(BARE + " WHERE job_id = :job ORDER BY site")
                .bind("job", jobId)
                .map((row, context) -> read(row))
                .list();
    }

    static Standings standings(Handle handle, UUID jobId) {
        return handle.createQuery(STANDINGS)
                .bind("job", jobId)
                .map((row, context) -> new Standings(
                        row.getInt("parts"),
                        row.getInt("begun"),
                        row.getInt("settled"),
                        row.getInt("paused"),
                        row.getInt("delivered"),
                        row.getInt("completed")))
                .one();
    }

    /** What a site has still to be asked of, without words. */
    List<Part> open(String tenant, String site, int limit) {
        return store.inTransaction(handle -> handle.createQuery(OPEN)
                .bind("tenant", tenant)
                .bind("site", site)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    private static Part read(ResultSet row) throws SQLException {
        UUID child = row.getObject("child_id", UUID.class);
        String state = row.getString("child_state");
        String word = row.getString("word");
        String verb = row.getString("verb");
        return new Part(
                row.getObject("job_id", UUID.class),
                row.getString("site"),
                row.getString("tenant"),
                Arrays.asList((String[]) row.getArray("sources").getArray()),
                Part.Standing.valueOf(row.getString("standing")),
                row.getInt("attempts"),
                row.getInt("resubmitted"),
                child == null
                        ? null
                        : new Part.Told(
                                child,
                                row.getObject("epoch_id", UUID.class),
                                state == null ? null : JobState.valueOf(state),
                                row.getLong("child_version"),
                                instant(row, "last_word")),
                word == null ? Word.NONE : Json.mapper().readValue(word, Word.class),
                verb == null ? null : JobVerb.valueOf(verb),
                row.getInt("verb_no"),
                row.getBoolean("given_up"),
                row.getBoolean("covered"),
                row.getBoolean("acknowledged"),
                row.getString("reason"));
    }

    /** Before submissions to one site are sent. @return those that may be */
    List<Part> attempt(List<Part> parts) {
        Set<UUID> allowed = Set.copyOf(store.inTransaction(handle -> handle.createQuery(ATTEMPT)
                .bindArray("jobs", UUID.class, parts.stream().map(Part::jobId).toList())
                .bind("site", parts.getFirst().site())
                .mapTo(UUID.class)
                .list()));
        return parts.stream().filter(part -> allowed.contains(part.jobId())).toList();
    }

    /** What a site has answered to submissions, all in one transaction; their jobs have begun by now. */
    void started(Map<Part, JobStarted> answers, UUID epoch) {
        if (answers.isEmpty()) {
            return;
        }
        store.inTransaction(handle -> {
            JobTable.begun(handle, answers.keySet().stream().map(Part::jobId).toList());
            PreparedBatch rows = handle.prepareBatch(STARTED);
            answers.forEach((part, answer) -> rows.bind("job", part.jobId())
                    .bind("site", part.site())
                    .bind("child", answer.jobId())
                    .bind("epoch", epoch)
                    .bind("state", answer.state().name())
                    .add());
            return rows.execute();
        });
    }

    boolean refused(Part part, String reason) {
        return changed(REFUSED, part, Map.of("reason", reason));
    }

    /** @return whether nothing was ever sent of it, so that it is cancelled without asking anybody */
    boolean unsent(Part part) {
        return changed(UNSENT, part, Map.of());
    }

    /**
     * Takes what a site said of its parts, all in one transaction.
     *
     * @param epoch of the site's job store
     * @return jobs of which something was new
     */
    List<UUID> told(Map<Part, JobStatus> words, @Nullable UUID epoch, Instant at) {
        return store.inTransaction(handle -> {
            // What is lost with a crash of the database the site is asked for again; what comes after it is not kept
            // without it.
            handle.execute("SET LOCAL synchronous_commit = off");
            // First the jobs, then their parts, as whoever asks something of a job does: else two wait for each other.
            JobTable.lock(handle, words.keySet().stream().map(Part::jobId).toList());
            List<UUID> news = new ArrayList<>();
            words.forEach((part, status) -> {
                if (told(handle, part, status, epoch, at)) {
                    news.add(part.jobId());
                }
            });
            if (!news.isEmpty()) {
                JobTable.touch(handle, news);
            }
            return news;
        });
    }

    private static boolean told(Handle handle, Part part, JobStatus status, @Nullable UUID epoch, Instant at) {
        return handle.createUpdate(TOLD)
                        .bind("job", part.jobId())
                        .bind("site", part.site())
                        .bind("child", status.jobId())
                        .bind("epoch", epoch)
                        .bind("state", status.state().name())
                        .bind("version", status.version())
                        .bind("word", Json.mapper().writeValueAsString(Word.of(status)))
                        .bind("at", time(at))
                        .bind("ended", status.state().terminal())
                        .bind("reason", SafeWord.ofNullable(status.reason()))
                        .execute()
                == 1;
    }

    /** @return whether it is to be submitted again; not a second time */
    boolean lost(Part part) {
        return part.child() != null
                && changed(LOST, part, Map.of("child", part.child().id()));
    }

    /** @return whether it is refused now, for it has been lost before */
    boolean lostAgain(Part part) {
        return part.child() != null
                && changed(LOST_AGAIN, part, Map.of("child", part.child().id()));
    }

    static void tell(Handle handle, UUID jobId, JobVerb verb) {
        handle.createUpdate(VERB).bind("job", jobId).bind("verb", verb.name()).execute();
    }

    /** Ends what is to be cancelled and was never sent: nobody has to be asked. */
    static void endUnsent(Handle handle, UUID jobId) {
        handle.createUpdate(ALL_UNSENT).bind("job", jobId).execute();
    }

    static int retry(Handle handle, UUID jobId) {
        return handle.createUpdate(RETRY).bind("job", jobId).execute();
    }

    /** The site has been told; unless there is another verb by now. */
    void said(Part part) {
        changed(SAID, part, Map.of("verb_no", part.verbNo()));
    }

    void covered(Part part, Coverage coverage) {
        if (part.child() != null) {
            changed(
                    COVERED,
                    part,
                    Map.of("child", part.child().id(), "receipt", Json.mapper().writeValueAsString(coverage)));
        }
    }

    void acknowledged(Part part) {
        changed(ACKNOWLEDGED, part, Map.of());
    }

    /** Empty when there is none yet. */
    Optional<Coverage> coverage(UUID jobId, String site) {
        return store.inTransaction(handle -> handle.createQuery("""
                        SELECT receipt FROM trawl_federation.part
                         WHERE job_id = :job AND site = :site AND receipt IS NOT NULL
                        """)
                .bind("job", jobId)
                .bind("site", site)
                .mapTo(String.class)
                .findOne()
                .map(text -> Json.mapper().readValue(text, Coverage.class)));
    }

    private boolean changed(String sql, Part part, Map<String, Object> values) {
        return store.inTransaction(handle -> handle.createUpdate(sql)
                        .bind("job", part.jobId())
                        .bind("site", part.site())
                        .bindMap(values)
                        .execute())
                == 1;
    }
}
