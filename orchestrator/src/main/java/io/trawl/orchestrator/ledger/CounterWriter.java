package io.trawl.orchestrator.ledger;

import io.trawl.orchestrator.ledger.CounterDeltas.CounterKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Adds deltas to {@code phase_counter}, in one statement. */
final class CounterWriter {
    private static final String KEYS = "unnest(:jobs::uuid[], :phases::int[], :sources::text[])";

    /** An UPDATE locks in the order of its plan: with several rows, their order is fixed first. */
    private static final String LOCK = """
            SELECT 1 FROM trawl.phase_counter c
             WHERE (c.job_id, c.phase, c.source) IN (SELECT * FROM %s)
             ORDER BY c.job_id, c.phase, c.source
               FOR NO KEY UPDATE
            """.formatted(KEYS);

    private final String update;
    private final String lockAndUpdate;

    CounterWriter(Database database) {
        this.update = database.sql(updateText());
        this.lockAndUpdate = Trip.of(LOCK, update);
    }

    /** Returns the jobs of which all rows touched have nothing open now: they may have come to an end. */
    Set<UUID> write(Handle handle, CounterDeltas deltas) {
        List<Map.Entry<CounterKey, long[]>> rows =
                new ArrayList<>(deltas.byKey().entrySet());
        if (rows.isEmpty()) {
            return Set.of();
        }
        boolean several = rows.size() > 1;
        Query query = bindKeys(handle.createQuery(several ? lockAndUpdate : update), rows);
        for (Counter counter : Counter.values()) {
            query.bind(counter.column(), Column.longs(rows, row -> row.getValue()[counter.ordinal()]));
        }
        return Trip.make(query, trip -> {
            if (several) {
                trip.rows(row -> row.getInt(1));
            }
            return quiet(trip);
        });
    }

    private static Set<UUID> quiet(Trip trip) throws SQLException {
        Set<UUID> busy = new HashSet<>();
        Set<UUID> quiet = new HashSet<>();
        trip.rows(row -> (row.getBoolean("quiet") ? quiet : busy).add(row.getObject("job_id", UUID.class)));
        quiet.removeAll(busy);
        return quiet;
    }

    private static Query bindKeys(Query query, List<Map.Entry<CounterKey, long[]>> rows) {
        return query.bind("jobs", Column.uuids(rows, row -> row.getKey().jobId()))
                .bind("phases", Column.ints(rows, row -> row.getKey().phase()))
                .bind("sources", Column.texts(rows, row -> row.getKey().source()));
    }

    private static String updateText() {
        List<String> columns =
                Arrays.stream(Counter.values()).map(Counter::column).toList();
        String sets = columns.stream()
                .map(name -> name + " = c." + name + " + d." + name)
                .collect(Collectors.joining(", "));
        String arrays = columns.stream().map(name -> ":" + name + "::bigint[]").collect(Collectors.joining(", "));
        return """
               UPDATE trawl.phase_counter c
                  SET version = c.version + 1, updated_at = {{now}}, %s
                 FROM unnest(:jobs::uuid[], :phases::int[], :sources::text[], %s) AS d(job_id, phase, source, %s)
                WHERE c.job_id = d.job_id AND c.phase = d.phase AND c.source = d.source
               RETURNING c.job_id, c.pending + c.assigned + c.running + c.aborting = 0 AS quiet
               """.formatted(sets, arrays, String.join(", ", columns));
    }
}
