package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.WorkerLedger.Toll;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Lets readers of a source pass one after the other, so that all of them together keep to its rates. */
final class TollBooth {
    private static final String RATES = """
            SELECT bytes_per_second, rows_per_second FROM trawl.source
             WHERE tenant = :tenant AND source_id = :source
               AND (bytes_per_second IS NOT NULL OR rows_per_second IS NOT NULL)
            """;
    private static final String FIRST = """
            INSERT INTO trawl.source_rate (tenant, source_id, bytes_upto, rows_upto)
            VALUES (:tenant, :source, {{now}}, {{now}})
                ON CONFLICT DO NOTHING
            """;
    /** The row is what survives a restart: what was given away before stays given away. */
    private static final String TAKE = """
            UPDATE trawl.source_rate
               SET bytes_upto = CASE WHEN :bytes_us = 0 THEN bytes_upto
                                     ELSE greatest(bytes_upto, {{now}}) + :bytes_us * interval '1 microsecond' END,
                   rows_upto = CASE WHEN :rows_us = 0 THEN rows_upto
                                    ELSE greatest(rows_upto, {{now}}) + :rows_us * interval '1 microsecond' END
             WHERE tenant = :tenant AND source_id = :source
            RETURNING (extract(epoch FROM greatest(CASE WHEN :bytes_us = 0 THEN {{now}} ELSE bytes_upto END,
                                                   CASE WHEN :rows_us = 0 THEN {{now}} ELSE rows_upto END)
                                          - {{now}}) * 1000000)::bigint
            """;

    private final Database database;
    private final String first;
    private final String take;

    TollBooth(Database database) {
        this.database = database;
        this.first = database.sql(FIRST);
        this.take = database.sql(TAKE);
    }

    private record Rates(@Nullable Long bytes, @Nullable Long rows) {}

    Toll pay(String tenant, String source, long bytes, long rows) {
        return database.inStatement(handle -> {
            Rates rates = rates(handle, tenant, source).orElse(null);
            if (rates == null) {
                return Toll.FREE;
            }
            long grantedBytes = Toll.slice(bytes, rates.bytes());
            long grantedRows = Toll.slice(rows, rates.rows());
            long bytesMicros = micros(Toll.earning(grantedBytes, rates.bytes()));
            long rowsMicros = micros(Toll.earning(grantedRows, rates.rows()));
            long wait = take(handle, tenant, source, bytesMicros, rowsMicros);
            return new Toll(true, grantedBytes, grantedRows, Duration.ofNanos(wait * 1_000));
        });
    }

    private static Optional<Rates> rates(Handle handle, String tenant, String source) {
        return handle.createQuery(RATES)
                .bind("tenant", tenant)
                .bind("source", source)
                .map((row, context) -> new Rates(
                        row.getObject("bytes_per_second", Long.class), row.getObject("rows_per_second", Long.class)))
                .findOne();
    }

    private static long micros(Duration duration) {
        return (duration.toNanos() + 999) / 1_000;
    }

    private long take(Handle handle, String tenant, String source, long bytes, long rows) {
        for (int tries = 0; tries < 2; tries++) {
            Optional<Long> wait = handle.createQuery(take)
                    .bind("tenant", tenant)
                    .bind("source", source)
                    .bind("bytes_us", bytes)
                    .bind("rows_us", rows)
                    .mapTo(Long.class)
                    .findOne();
            if (wait.isPresent()) {
                return Math.max(0, wait.get());
            }
            handle.createUpdate(first)
                    .bind("tenant", tenant)
                    .bind("source", source)
                    .execute();
        }
        throw new IllegalStateException("The rate of a source has no row; this is a defect.");
    }
}
