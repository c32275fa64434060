package io.trawl.discovery;

import io.trawl.discovery.column.ColumnCounts;
import io.trawl.discovery.detect.Match;
import io.trawl.engine.workload.Output;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the values of the columns of one object. Of an object that is read as one part, the columns are told in which
 * something was found. Of one in parts all must be told, since in the next part something may be found; that is done for
 * the columns of tables only: a name in a file or a document may itself be a value that nobody recognised.
 */
final class ColumnTallies {
    /** Columns of one object that are counted; those that come later are not judged. */
    static final int MAX_COLUMNS = 1_000;

    private final Map<String, ColumnCounts.Accumulator> columns = new LinkedHashMap<>();
    private final Set<String> ofTable = new HashSet<>();
    private String object = "";
    private boolean inParts;

    /** @param partOfMore whether there is more of the object than what follows */
    void begin(String name, boolean partOfMore) {
        object = name;
        inParts = partOfMore;
    }

    /** A name that the source's catalogue has, and that is shown elsewhere too. */
    void nameOfTable(String column) {
        ofTable.add(column);
    }

    void match(String column, Match match, String token, boolean whole) {
        ColumnCounts.Accumulator counts = of(column);
        if (counts != null) {
            counts.match(match.detector().id(), match.confidence(), token, whole);
        }
    }

    void value(String column, int chars, boolean numeric) {
        ColumnCounts.Accumulator counts = of(column);
        if (counts != null) {
            counts.value(chars, numeric);
        }
    }

    private ColumnCounts.@Nullable Accumulator of(String column) {
        ColumnCounts.Accumulator known = columns.get(column);
        if (known != null || column.isEmpty() || columns.size() >= MAX_COLUMNS) {
            return known;
        }
        ColumnCounts.Accumulator fresh = new ColumnCounts.Accumulator(object, column);
        columns.put(column, fresh);
        return fresh;
    }

    /** What follows is another part of the same object. */
    void cut() {
        inParts = true;
    }

    void discard() {
        columns.clear();
    }

    /** @return how many results it published */
    int publish(Output output) {
        int published = 0;
        for (ColumnCounts.Accumulator column : columns.values()) {
            ColumnCounts counts = column.counts();
            if (counts != null && (inParts ? ofTable.contains(counts.column()) : column.hasMatches())) {
                output.publish(ColumnCounts.KIND, counts.key(), counts.toJson());
                published++;
            }
        }
        columns.clear();
        return published;
    }
}
