package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.SourceLedger.SourceChange;
import io.trawl.engine.ledger.SourceLedger.SourceFilter;
import io.trawl.schemas.Budget;
import io.trawl.schemas.Json;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Registered sources. */
final class SourceStore {
    private static final String COLUMNS =
            " source_id, connector, options, credential, site, pool, labels, budget_given,"
                    + " budget, bytes_per_second, rows_per_second, windows, version, created_at, updated_at ";
    /** A row may be there for its budget alone; then it becomes the source's. */
    private static final String ADD = """
            INSERT INTO trawl.source AS s (tenant, source_id, connector, options, credential, site, pool, labels,
                   budget_given, budget, bytes_per_second, rows_per_second, windows, version, created_at, updated_at)
            VALUES (:tenant, :id, :connector, :options, :credential, :site, :pool, :labels::jsonb,
                   :budget_given, :budget, :bytes, :rows, :windows, nextval('trawl.source_versions'), {{now}}, {{now}})
                ON CONFLICT (tenant, source_id) DO UPDATE
               SET connector = excluded.connector, options = excluded.options, credential = excluded.credential,
                   site = excluded.site, pool = excluded.pool, labels = excluded.labels,
                   budget_given = excluded.budget_given, budget = excluded.budget,
                   bytes_per_second = excluded.bytes_per_second, rows_per_second = excluded.rows_per_second,
                   windows = excluded.windows, version = excluded.version, created_at = excluded.created_at,
                   updated_at = excluded.updated_at
             WHERE s.connector IS NULL
            """;

    private static final String REPLACE = """
            UPDATE trawl.source
               SET connector = :connector, options = :options, credential = :credential, site = :site, pool = :pool,
                   labels = :labels::jsonb, budget_given = :budget_given, budget = :budget, bytes_per_second = :bytes,
                   rows_per_second = :rows, windows = :windows, version = nextval('trawl.source_versions'),
                   updated_at = {{now}}
             WHERE tenant = :tenant AND source_id = :id AND connector IS NOT NULL
               AND [[SOURCE_VERSION: version = :version]]
            RETURNING""" + COLUMNS;
    /** The budget stays: jobs that run keep to it. */
    private static final String REMOVE = """
            UPDATE trawl.source
               SET connector = NULL, options = NULL, credential = NULL, site = NULL, pool = NULL, labels = '{}',
                   version = NULL, created_at = NULL, updated_at = NULL
             WHERE tenant = :tenant AND source_id = :id AND connector IS NOT NULL
               AND [[SOURCE_VERSION: version = :version]]
            """;

    private static final String FIND = "SELECT" + COLUMNS
            + "FROM trawl.source WHERE tenant = :tenant AND source_id = :id AND connector IS NOT NULL";
    private static final String REGISTERED = "SELECT" + COLUMNS
            + "FROM trawl.source WHERE tenant = :tenant AND source_id = ANY(:ids) AND connector IS NOT NULL";
    private static final String LIST = "SELECT" + COLUMNS + """
              FROM trawl.source
             WHERE tenant = :tenant AND connector IS NOT NULL
               AND (:connector::text IS NULL OR connector = :connector)
               AND (:site::text IS NULL OR site = :site)
               AND labels @> :labels::jsonb
               AND (:after::text IS NULL OR source_id > :after)
             ORDER BY source_id
             LIMIT :limit
            """;

    private final Database database;
    private final String add;
    private final String addAndShow;
    private final String replace;
    private final String remove;

    SourceStore(Database database) {
        this.database = database;
        this.add = database.sql(ADD);
        this.addAndShow = add + " RETURNING" + COLUMNS;
        this.replace = database.sql(REPLACE);
        this.remove = database.sql(REMOVE);
    }

    Optional<NamedSource> add(String tenant, NamedSource source) {
        return database.inStatement(handle -> bind(handle.createQuery(addAndShow), tenant, source)
                .map(SourceStore::source)
                .findOne());
    }

    List<String> addAll(String tenant, List<NamedSource> sources) {
        if (sources.isEmpty()) {
            return List.of();
        }
        int[] added = database.inTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(add);
            sources.forEach(source -> bind(batch, tenant, source).add());
            return batch.execute();
        });
        return IntStream.range(0, added.length)
                .filter(i -> added[i] == 1)
                .mapToObj(i -> sources.get(i).id())
                .toList();
    }

    void removeAll(String tenant, List<NamedSource> sources) {
        if (sources.isEmpty()) {
            return;
        }
        database.inTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(remove);
            sources.forEach(source -> batch.bind("tenant", tenant)
                    .bind("id", source.id())
                    .bind("version", source.version())
                    .add());
            return batch.execute();
        });
    }

    SourceChange replace(String tenant, NamedSource source, long version) {
        return database.inTransaction(handle -> {
            Optional<NamedSource> replaced = bind(handle.createQuery(replace), tenant, source)
                    .bind("version", version)
                    .map(SourceStore::source)
                    .findOne();
            return replaced.map(now -> new SourceChange(true, now))
                    .orElseGet(() -> new SourceChange(
                            false, find(handle, tenant, source.id()).orElse(null)));
        });
    }

    SourceChange remove(String tenant, String id, long version) {
        return database.inTransaction(handle -> {
            int rows = handle.createUpdate(remove)
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .bind("version", version)
                    .execute();
            return rows == 1
                    ? new SourceChange(true, null)
                    : new SourceChange(false, find(handle, tenant, id).orElse(null));
        });
    }

    Optional<NamedSource> find(String tenant, String id) {
        return database.read(handle -> find(handle, tenant, id));
    }

    private static Optional<NamedSource> find(Handle handle, String tenant, String id) {
        return handle.createQuery(FIND)
                .bind("tenant", tenant)
                .bind("id", id)
                .map(SourceStore::source)
                .findOne();
    }

    Map<String, NamedSource> registered(String tenant, List<String> ids) {
        Map<String, NamedSource> found = new HashMap<>();
        database.read(handle -> handle.createQuery(REGISTERED)
                        .bind("tenant", tenant)
                        .bind("ids", Column.texts(ids, id -> id))
                        .map(SourceStore::source)
                        .list())
                .forEach(source -> found.put(source.id(), source));
        return found;
    }

    Page<NamedSource> list(String tenant, SourceFilter filter, @Nullable String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, "s", 1);
        int rows = Cursor.checked(limit) + 1;
        List<NamedSource> found = database.readPlanned(handle -> handle.createQuery(LIST)
                .bind("tenant", tenant)
                .bind("connector", filter.connector())
                .bind("site", filter.site())
                .bind("labels", Json.canonical(filter.labels()))
                .bind("after", after == null ? null : after.part(0))
                .bind("limit", rows)
                .map(SourceStore::source)
                .list());
        return Cursor.page(found, limit, source -> Cursor.of("s", source.id()));
    }

    private static <S extends SqlStatement<S>> S bind(S statement, String tenant, NamedSource source) {
        Budget budget = source.budget() == null ? new Budget(SubmitTransition.DEFAULT_BUDGET) : source.budget();
        return statement
                .bind("tenant", tenant)
                .bind("id", source.id())
                .bind("connector", source.connector())
                .bind("options", Json.canonical(source.options()))
                .bind("credential", source.credential())
                .bind("site", source.site())
                .bind("pool", source.pool())
                .bind("labels", Json.canonical(source.labels()))
                .bind("budget_given", source.budget() != null)
                .bind("budget", budget.concurrency())
                .bind("bytes", budget.bytesPerSecond())
                .bind("rows", budget.rowsPerSecond())
                .bind("windows", windows(budget));
    }

    private static Argument windows(Budget budget) {
        return Column.texts(budget.windows() == null ? List.of() : budget.windows(), window -> window);
    }

    private static NamedSource source(ResultSet row, StatementContext context) throws SQLException {
        return new NamedSource(
                Code.text(row, "source_id"),
                Code.text(row, "connector"),
                Json.mapper().readValue(Code.text(row, "options"), new TypeReference<Map<String, Object>>() {}),
                row.getString("credential"),
                row.getString("site"),
                row.getString("pool"),
                Json.mapper().readValue(Code.text(row, "labels"), new TypeReference<Map<String, String>>() {}),
                row.getBoolean("budget_given") ? budget(row) : null,
                row.getLong("version"),
                BacklogQuery.instant(row, "created_at"),
                BacklogQuery.instant(row, "updated_at"));
    }

    static Budget budget(ResultSet row) throws SQLException {
        Array windows = row.getArray("windows");
        return new Budget(
                row.getInt("budget"),
                row.getObject("bytes_per_second", Long.class),
                row.getObject("rows_per_second", Long.class),
                List.of((String[]) windows.getArray()));
    }
}
