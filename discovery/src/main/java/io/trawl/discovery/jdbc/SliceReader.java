package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Cell;
import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.Rows;
import io.trawl.discovery.source.Unreadable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a slice page by page. A page is fetched in one short transaction and searched after it: however long that
 * takes, the source holds nothing for us.
 */
final class SliceReader {
    private final Session session;
    private final Query query;
    private final DatabaseLimits limits;
    private final Rows rows;
    private final RowPage page;
    private final Deposit deposit;
    private Progress progress = Progress.of(null);
    private Object @Nullable [] lastKey;

    SliceReader(Session session, Query query, DatabaseLimits limits, Rows rows) {
        this.session = session;
        this.query = query;
        this.limits = limits;
        this.rows = rows;
        this.page = new RowPage(query, limits);
        this.deposit = new Deposit(rows, limits.pageRows());
    }

    void read(Progress from) throws SQLException, Unreadable {
        progress = from;
        if (query.columns().isEmpty()) {
            return;
        }
        if (query.slice().kind() == Slice.Kind.WHOLE) {
            session.<Boolean>transaction(this::whole);
            return;
        }
        boolean more = true;
        while (more) {
            rows.busy();
            // Before the transaction: it is not held while the rate of the source is waited for.
            page.atMost(deposit.pay());
            long begin = System.nanoTime();
            more = session.transaction(this::fetch);
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            long chars = page.chars();
            deliver();
            rows.took(took, chars);
            if (more) {
                rows.reached(progress.cursor());
            }
        }
    }

    /** @return whether there may be more */
    private boolean fetch(Connection connection) throws SQLException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.pageMillis());
        boolean full = false;
        try (PreparedStatement statement = session.running(query.page(connection, progress, lastKey))) {
            statement.setFetchSize(query.fetchRows());
            try (ResultSet result = statement.executeQuery()) {
                while (!full && result.next()) {
                    page.add(result);
                    full = page.isFull() || System.nanoTime() - end > 0;
                }
            }
        }
        page.complete(connection, session);
        return full;
    }

    private boolean whole(Connection connection) throws SQLException {
        page.atMost(deposit.pay());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DatabaseOptions.TRANSACTION_SECONDS);
        try (PreparedStatement statement = session.running(query.page(connection, progress, null))) {
            statement.setFetchSize(query.fetchRows());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    page.add(result);
                    if (page.isFull()) {
                        deliver();
                        rows.busy();
                        page.atMost(deposit.pay());
                    }
                    if (System.nanoTime() - end > 0) {
                        throw new java.sql.SQLTimeoutException("The transaction takes too long", "57014");
                    }
                }
            }
        }
        deliver();
        return false;
    }

    private void deliver() {
        deposit.took(page.rows().size(), page.chars());
        for (RowPage.Row row : page.rows()) {
            for (int i = 0; i < query.columns().size(); i++) {
                cell(i, row);
            }
            progress.moved(row.place());
            lastKey = row.identity();
        }
        rows.read(page.chars());
        page.clear();
    }

    private void cell(int index, RowPage.Row row) {
        List<Column> columns = query.columns();
        String name = columns.get(index).name();
        Cell value = row.cells()[index];
        String reason = rows.cell(name, value, row.number());
        if (reason != null) {
            left(index, name, reason);
        }
        if (row.cut().get(index)) {
            left(index, name, Reasons.TOO_LARGE);
        }
    }

    private void left(int index, String name, String reason) {
        if (progress.tell(reason, index)) {
            rows.left(Quoted.part(name), reason);
        }
    }
}
