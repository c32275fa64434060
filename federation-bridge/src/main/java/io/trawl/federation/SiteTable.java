package io.trawl.federation;

import static io.trawl.federation.Store.instant;
import static io.trawl.federation.Store.time;

import io.trawl.engine.site.SiteInUse;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.Json;
import io.trawl.schemas.Site;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sites of all tenants. */
final class SiteTable {
    private static final String COLUMNS = """
            tenant, definition, state, version, created_at, updated_at, installation, epoch, epoch_id, release, below,
            reachable, since, last_word, trouble
            """;
    private static final String ADD = """
            INSERT INTO trawl_federation.site (tenant, site, definition, state, version, created_at, updated_at, since)
            VALUES (:tenant, :site, :definition, :state, 1, now(), now(), now())
            ON CONFLICT DO NOTHING
            """;
    /** Another address may be another installation: what was known of the old one is forgotten with it. */
    private static final String REPLACE = """
            UPDATE trawl_federation.site
               SET definition = :definition, state = :state, version = version + 1, updated_at = now(),
                   installation = CASE WHEN :moved THEN NULL ELSE installation END,
                   epoch = CASE WHEN :moved THEN NULL ELSE epoch END,
                   epoch_id = CASE WHEN :moved THEN NULL ELSE epoch_id END
             WHERE tenant = :tenant AND site = :site AND version = :version
            """;

    private static final String MOVE = """
            UPDATE trawl_federation.site SET state = :state, version = version + 1, updated_at = now()
             WHERE tenant = :tenant AND site = :site
            """;
    private static final String OPEN_JOBS = """
            SELECT count(*) FROM trawl_federation.part
             WHERE tenant = :tenant AND site = :site
               AND (standing IN ('SUBMITTING', 'FOLLOWED') OR (standing = 'ENDED' AND NOT acknowledged))
            """;
    private static final String REACH =
            "SELECT site, reachable, last_word, trouble FROM trawl_federation.site WHERE tenant = :tenant";
    private static final String LOCK =
            "SELECT site FROM trawl_federation.site WHERE tenant = :tenant AND site = :site FOR UPDATE";
    private static final String REMOVE =
            "DELETE FROM trawl_federation.site WHERE tenant = :tenant AND site = :site AND version = :version";
    private static final String HEARD = """
            UPDATE trawl_federation.site
               SET since = CASE WHEN reachable THEN since ELSE now() END, reachable = true, last_word = :at, trouble = NULL
             WHERE tenant = :tenant AND site = :site AND (last_word IS NULL OR last_word < :at)
            """;
    private static final String MISSED = """
            UPDATE trawl_federation.site
               SET since = CASE WHEN reachable THEN now() ELSE since END, reachable = false, trouble = :trouble
             WHERE tenant = :tenant AND site = :site
            """;
    private static final String IDENTIFIED = """
            UPDATE trawl_federation.site
               SET installation = :installation, epoch = :epoch, epoch_id = :epoch_id, release = :release, below = :below
             WHERE tenant = :tenant AND site = :site
            """;

    private final Store store;

    SiteTable(Store store) {
        this.store = store;
    }

    /**
     * A site as it is kept.
     *
     * @param epochId of its job store when it was identified last
     */
    record Kept(String tenant, Site site, @Nullable UUID epochId) {
        /** Whether the site says something else of itself than is written down. */
        boolean differs(InstallationView view) {
            Site.Word word = site.word();
            return word == null
                    || !view.epochId().equals(epochId)
                    || !view.version().equals(word.release())
                    || !view.below().equals(word.below());
        }

        /** Epochs only grow, and each has an id of its own: anything else is a job store of another time. */
        boolean restored(InstallationView view) {
            Site.Word word = site.word();
            if (word == null || word.installation() == null || word.epoch() == null) {
                return false;
            }
            return !word.installation().equals(view.installationId())
                    || view.epoch() < word.epoch()
                    || (view.epoch() == word.epoch() && !view.epochId().equals(epochId));
        }
    }

    boolean add(String tenant, Site site) {
        return store.inTransaction(handle -> handle.createUpdate(ADD)
                        .bind("tenant", tenant)
                        .bind("site", site.id())
                        .bind("definition", definition(site))
                        .bind("state", site.state().name())
                        .execute())
                == 1;
    }

    /** Without what is not part of the definition. */
    private static String definition(Site site) {
        return Json.mapper()
                .writeValueAsString(new Site(
                        site.id(),
                        site.url(),
                        site.credential(),
                        site.tls(),
                        site.residency(),
                        null,
                        site.labels(),
                        null,
                        null,
                        null,
                        null));
    }

    Optional<Kept> find(String tenant, String id) {
        return store.inTransaction(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + " FROM trawl_federation.site WHERE tenant = :tenant AND site = :site")
                .bind("tenant", tenant)
                .bind("site", id)
                .map((row, context) -> read(row))
                .findOne());
    }

    /** In order of id. */
    List<Kept> of(String tenant, String after, int limit) {
        return store.inTransaction(handle -> handle.createQuery(
                        "SELECT " + COLUMNS
                                + " FROM trawl_federation.site WHERE tenant = :tenant AND site > :after ORDER BY site LIMIT :limit")
                .bind("tenant", tenant)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    /** How each site of the tenant was heard of, as it is written down. */
    Map<String, Aggregate.Reach> reach(String tenant) {
        Map<String, Aggregate.Reach> found = new HashMap<>();
        store.inTransaction(handle -> handle.createQuery(REACH)
                .bind("tenant", tenant)
                .map((row, context) -> found.put(
                        row.getString("site"),
                        new Aggregate.Reach(
                                row.getBoolean("reachable"), instant(row, "last_word"), row.getString("trouble"))))
                .list());
        return found;
    }

    List<Kept> all() {
        return store.inTransaction(
                handle -> handle.createQuery("SELECT " + COLUMNS + " FROM trawl_federation.site ORDER BY tenant, site")
                        .map((row, context) -> read(row))
                        .list());
    }

    private static Kept read(ResultSet row) throws SQLException {
        Site defined = Json.mapper().readValue(row.getString("definition"), Site.class);
        Site.Word word = new Site.Word(
                row.getObject("installation", UUID.class),
                row.getObject("epoch", Long.class),
                row.getString("release"),
                Arrays.asList((UUID[]) row.getArray("below").getArray()),
                row.getBoolean("reachable"),
                Objects.requireNonNull(instant(row, "since")),
                instant(row, "last_word"),
                row.getString("trouble"));
        Site site = defined.in(Site.State.valueOf(row.getString("state")))
                .with(word)
                .kept(
                        row.getLong("version"),
                        Objects.requireNonNull(instant(row, "created_at")),
                        Objects.requireNonNull(instant(row, "updated_at")));
        return new Kept(row.getString("tenant"), site, row.getObject("epoch_id", UUID.class));
    }

    /** @param moved whether it has another address */
    boolean replace(String tenant, Site site, long version, boolean moved) {
        return store.inTransaction(handle -> handle.createUpdate(REPLACE)
                        .bind("tenant", tenant)
                        .bind("site", site.id())
                        .bind("definition", definition(site))
                        .bind("state", site.state().name())
                        .bind("moved", moved)
                        .bind("version", version)
                        .execute())
                == 1;
    }

    boolean move(String tenant, String id, Site.State state) {
        return store.inTransaction(handle -> handle.createUpdate(MOVE)
                        .bind("tenant", tenant)
                        .bind("site", id)
                        .bind("state", state.name())
                        .execute())
                == 1;
    }

    boolean remove(String tenant, String id, long version) throws SiteInUse {
        int[] jobs = new int[1];
        boolean removed = store.inTransaction(handle -> {
            // Waits for a job that is being stored, and lets none in.
            handle.createQuery(LOCK)
                    .bind("tenant", tenant)
                    .bind("site", id)
                    .mapTo(String.class)
                    .list();
            jobs[0] = handle.createQuery(OPEN_JOBS)
                    .bind("tenant", tenant)
                    .bind("site", id)
                    .mapTo(Integer.class)
                    .one();
            return jobs[0] == 0
                    && handle.createUpdate(REMOVE)
                                    .bind("tenant", tenant)
                                    .bind("site", id)
                                    .bind("version", version)
                                    .execute()
                            == 1;
        });
        if (jobs[0] > 0) {
            throw new SiteInUse(jobs[0]);
        }
        return removed;
    }

    void heard(String tenant, String id, Instant at) {
        store.inTransaction(handle -> handle.createUpdate(HEARD)
                .bind("tenant", tenant)
                .bind("site", id)
                .bind("at", time(at))
                .execute());
    }

    void missed(String tenant, String id, String trouble) {
        store.inTransaction(handle -> handle.createUpdate(MISSED)
                .bind("tenant", tenant)
                .bind("site", id)
                .bind("trouble", trouble)
                .execute());
    }

    void identified(String tenant, String id, InstallationView view) {
        List<UUID> below = new ArrayList<>(view.below());
        store.inTransaction(handle -> handle.createUpdate(IDENTIFIED)
                .bind("tenant", tenant)
                .bind("site", id)
                .bind("installation", view.installationId())
                .bind("epoch", view.epoch())
                .bind("epoch_id", view.epochId())
                .bind("release", view.version())
                .bindArray("below", UUID.class, below.toArray())
                .execute());
    }
}
