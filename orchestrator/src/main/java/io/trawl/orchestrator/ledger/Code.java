package io.trawl.orchestrator.ledger;

import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values of the schemas stand in columns. The numbers are listed in the migration; a test pins them. */
final class Code {
    private static final JobState[] JOB_STATES = JobState.values();
    private static final TaskState[] TASK_STATES = TaskState.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

    private Code() {}

    static int of(Enum<?> value) {
        return value.ordinal() + 1;
    }

    static JobState job(int code) {
        return JOB_STATES[code - 1];
    }

    static TaskState task(int code) {
        return TASK_STATES[code - 1];
    }

    static Outcome outcome(int code) {
        return OUTCOMES[code - 1];
    }

    /** Triples of chunk, from, to. */
    static List<InputRange> ranges(ResultSet row, String column) throws SQLException {
        Long[] flat = (Long[]) row.getArray(column).getArray();
        List<InputRange> ranges = new ArrayList<>(flat.length / 3);
        for (int i = 0; i < flat.length; i += 3) {
            ranges.add(new InputRange(flat[i], Math.toIntExact(flat[i + 1]), Math.toIntExact(flat[i + 2])));
        }
        return ranges;
    }

    /** The literal of an array: rows of arrays cannot be unnested from an array of arrays. */
    static String literal(List<InputRange> ranges) {
        StringBuilder out = new StringBuilder(ranges.size() * 16).append('{');
        for (InputRange range : ranges) {
            if (out.length() > 1) {
                out.append(',');
            }
            out.append(range.chunkId())
                    .append(',')
                    .append(range.from())
                    .append(',')
                    .append(range.to());
        }
        return out.append('}').toString();
    }

    /** Of a job; null for one of before traces were kept. */
    static @Nullable TraceContext trace(ResultSet row) throws SQLException {
        return TraceContext.parse(row.getString("traceparent")).orElse(null);
    }

    /** A column that the table declares NOT NULL. */
    static String text(ResultSet row, String column) throws SQLException {
        @Nullable String value = row.getString(column);
        if (value == null) {
            throw new SQLException("Column " + column + " is null.");
        }
        return value;
    }
}
