package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Connector;
import io.trawl.discovery.source.OpenSource;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.SourceCheck;
import io.trawl.schemas.SourceSpec;
import java.util.List;
import java.util.stream.Stream;

/** Databases that have a driver and a dialect here. */
public final class DatabaseConnector implements Connector {
    private final Dialect dialect;
    private final DatabaseLimits limits;

    DatabaseConnector(Dialect dialect, DatabaseLimits limits) {
        this.dialect = dialect;
        this.limits = limits;
    }

    /** One for each kind of database. @param sliceBytes of a table that are a record of their own */
    public static List<Connector> all(long sliceBytes) {
        DatabaseLimits limits = DatabaseLimits.DEFAULTS.withSlices(sliceBytes);
        return Stream.of(
                        new PostgresDialect(),
                        new MariaDbDialect("mariadb"),
                        new MariaDbDialect("mysql"),
                        new SqliteDialect())
                .<Connector>map(dialect -> new DatabaseConnector(dialect, limits))
                .toList();
    }

    @Override
    public String name() {
        return dialect.name();
    }

    @Override
    public void validate(SourceSpec source, String pointer) throws InvalidJob {
        dialect.options(source, pointer);
    }

    @Override
    public SourceCheck test(SourceSpec source, SourceAccess access) {
        try {
            return DatabaseCheck.of(dialect, dialect.options(source, ""), access.credentials());
        } catch (InvalidJob e) {
            return new SourceCheck(SourceCheck.Trouble.UNSUITABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Connects when something is first asked for. */
    @Override
    public OpenSource open(SourceSpec source, SourceAccess access) {
        try {
            return new DatabaseSource(dialect, dialect.options(source, ""), limits, access.credentials());
        } catch (InvalidJob e) {
            throw new IllegalStateException("The source was accepted with options it cannot use: " + e.pointer(), e);
        }
    }
}
