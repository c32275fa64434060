package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Connector;
import io.trawl.discovery.source.OpenSource;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.SourceSpec;
import java.util.List;

/** Databases that have a driver and a dialect here. */
public final class DatabaseConnector implements Connector {
    private final Dialect dialect;
    private final DatabaseLimits limits;

    DatabaseConnector(Dialect dialect, DatabaseLimits limits) {
        this.dialect = dialect;
        this.limits = limits;
    }

    /** One for each kind of database. */
    public static List<Connector> all() {
        return List.of(new DatabaseConnector(new PostgresDialect(), DatabaseLimits.DEFAULTS));
    }

    @Override
    public String name() {
        return dialect.name();
    }

    @Override
    public void validate(SourceSpec source, String pointer) throws InvalidJob {
        dialect.options(source, pointer);
    }

    /** Connects when something is first asked for. */
    @Override
    public OpenSource open(SourceSpec source) {
        try {
            return new DatabaseSource(dialect, dialect.options(source, ""), limits);
        } catch (InvalidJob e) {
            throw new IllegalStateException("The source was accepted with options it cannot use: " + e.pointer(), e);
        }
    }
}
