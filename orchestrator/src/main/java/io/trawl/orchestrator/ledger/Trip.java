package io.trawl.orchestrator.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Several statements in one round trip. The driver sends them one behind the other; each is run when the one before it
 * is done, with a snapshot of its own, and all of them in one transaction.
 */
final class Trip {
    private final PreparedStatement statement;
    private boolean first = true;

    private Trip(PreparedStatement statement) {
        this.statement = statement;
    }

    /** What is made of one row. */
    @FunctionalInterface
    interface Row<T extends @Nullable Object> {
        T from(ResultSet row) throws SQLException;
    }

    /** What is made of the answers, taken in the order of the statements. */
    @FunctionalInterface
    interface Answers<T> {
        T from(Trip trip) throws SQLException;
    }

    static String of(String... statements) {
        return String.join(";\n", statements);
    }

    static <T> T make(Query query, Answers<T> answers) {
        return query.execute((executed, context) -> {
            try (context) {
                return answers.from(new Trip(executed.get()));
            }
        });
    }

    /** The rows of the next statement, which returns some. */
    <T> List<T> rows(Row<T> row) throws SQLException {
        advance();
        List<T> rows = new ArrayList<>();
        try (ResultSet result = Objects.requireNonNull(statement.getResultSet(), "The statement returns no rows.")) {
            while (result.next()) {
                rows.add(row.from(result));
            }
        }
        return rows;
    }

    private void advance() throws SQLException {
        if (!first) {
            statement.getMoreResults();
        }
        first = false;
    }
}
