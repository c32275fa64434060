package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Cuts;
import io.trawl.discovery.source.Listing;
import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.Rows;
import io.trawl.discovery.source.SourceObject;
import io.trawl.discovery.source.TableSource;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.Credentials;
import io.trawl.engine.workload.RecordOutcome;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One database. */
final class DatabaseSource implements TableSource {
    /** Comes before every table: what stands beside the tables was told. */
    private static final TableName START = new TableName("", "");

    private final Dialect dialect;
    private final DatabaseOptions options;
    private final DatabaseLimits limits;
    private final Session session;

    DatabaseSource(Dialect dialect, DatabaseOptions options, DatabaseLimits limits, Credentials credentials) {
        this.dialect = dialect;
        this.options = options;
        this.limits = limits;
        this.session = new Session(dialect, options, credentials);
    }

    /** Here even what may pass is an answer: a source that cannot be reached is one sentence in the receipt. */
    @Override
    public void list(@Nullable String cursor, Listing listing) throws Unreadable {
        try {
            TableName after = cursor == null ? START : TableName.of(cursor);
            if (cursor == null) {
                session.transaction(dialect::asides).forEach(aside -> tell(aside, START, listing));
            }
            while (true) {
                TableName last = after;
                List<Listed> page = session.transaction(connection ->
                        dialect.list(connection, options, last.equals(START) ? null : last, DatabaseLimits.LIST_PAGE));
                for (Listed table : page) {
                    tell(table, table.name(), listing);
                }
                if (page.size() < DatabaseLimits.LIST_PAGE) {
                    return;
                }
                after = page.getLast().name();
                listing.busy();
            }
        } catch (SQLException e) {
            throw new Unreadable(dialect.verdict(e).reason());
        }
    }

    private static void tell(Listed table, TableName cursor, Listing listing) {
        Left left = table.left();
        if (left == null) {
            listing.found(new SourceObject(table.shown(), table.name().locator(), table.bytes()), cursor.locator());
        } else {
            listing.left(left.outcome(), left.reason(), table.shown(), cursor.locator());
        }
    }

    @Override
    public RecordOutcome cut(String locator, @Nullable String cursor, Cuts cuts) throws Unreadable, IOException {
        session.stopWhen(cuts::stopped);
        TableName name = TableName.of(locator);
        try {
            Plan plan = session.transaction(
                            connection -> Optional.ofNullable(Plan.of(connection, dialect, options, name, limits)))
                    .orElseThrow(DatabaseSource::gone);
            if (cursor == null) {
                for (Column column : plan.columns()) {
                    Left left = column.left();
                    if (left != null) {
                        cuts.left(left.outcome(), left.reason(), Quoted.part(column.name()));
                    }
                }
            }
            plan.tell(cursor, cuts);
            return plan.table().hidesRows() ? RecordOutcome.skipped(Reasons.ROW_SECURITY) : RecordOutcome.PROCESSED;
        } catch (SQLException e) {
            cuts.busy();
            return outcome(e);
        }
    }

    @Override
    public RecordOutcome read(String text, @Nullable String cursor, Rows rows) throws Unreadable, IOException {
        session.stopWhen(rows::stopped);
        Slice slice = Slice.of(text);
        try {
            Table table = session.transaction(
                            connection -> Optional.ofNullable(dialect.table(connection, options, slice.table())))
                    .orElseThrow(DatabaseSource::gone);
            if (!table.version().equals(slice.version())) {
                return RecordOutcome.skipped(Reasons.CHANGED);
            }
            List<Column> columns =
                    session.transaction(connection -> dialect.columns(connection, slice.table())).stream()
                            .filter(column -> column.left() == null)
                            .toList();
            Query query = new Query(dialect, table, slice, columns, limits);
            new SliceReader(session, query, limits, rows).read(Progress.of(cursor));
            return RecordOutcome.PROCESSED;
        } catch (SQLException e) {
            // It may be the cancelling that broke it.
            rows.busy();
            return outcome(e);
        }
    }

    private static Unreadable gone() {
        return new Unreadable(Reasons.GONE);
    }

    private RecordOutcome outcome(SQLException e) throws Unreadable, IOException {
        Verdict verdict = dialect.verdict(e);
        if (verdict.kind() == Verdict.Kind.BROKEN) {
            return RecordOutcome.failed(verdict.reason());
        }
        throw verdict.thrown();
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
