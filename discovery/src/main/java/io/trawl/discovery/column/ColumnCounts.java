package io.trawl.discovery.column;

import io.trawl.discovery.detect.Confidence;
import io.trawl.discovery.finding.FindingKey;
import io.trawl.schemas.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was counted in a column: enough to judge it as a whole, and nothing of its values. Parts are added up in any
 * order.
 *
 * @param object name of the object, as in its record
 * @param values that are neither NULL nor empty
 * @param numeric those of them that are digits, and what is put between digits
 * @param detectors in order of their ids
 */
public record ColumnCounts(
        String object, String column, long values, long numeric, Lengths lengths, List<Matched> detectors) {
    /** Kind of the result that carries it. */
    public static final String KIND = "column";

    public ColumnCounts {
        detectors = List.copyOf(detectors);
        if (values < 1 || numeric > values) {
            throw new IllegalArgumentException("A column is counted when it has a value.");
        }
    }

    /** Under which parts of this column are merged. */
    public String key() {
        return FindingKey.ofColumn(object, column);
    }

    /** Canonical: equal counts have the same text. */
    public String toJson() {
        return Json.mapper().writeValueAsString(this);
    }

    public static ColumnCounts fromJson(String json) {
        return Json.mapper().readValue(json, ColumnCounts.class);
    }

    /** Folds two bodies of the same key: commutative and associative. */
    public static String merge(String left, String right) {
        return fromJson(left).plus(fromJson(right)).toJson();
    }

    ColumnCounts plus(ColumnCounts other) {
        if (!object.equals(other.object) || !column.equals(other.column)) {
            throw new IllegalArgumentException("Counts of two columns are no parts of one.");
        }
        Map<String, Matched> sum = new TreeMap<>();
        detectors.forEach(matched -> sum.put(matched.detector(), matched));
        other.detectors.forEach(matched -> sum.merge(matched.detector(), matched, Matched::plus));
        return new ColumnCounts(
                object,
                column,
                values + other.values,
                numeric + other.numeric,
                lengths.plus(other.lengths),
                List.copyOf(sum.values()));
    }

    /** Counts the values of one column. Bounded, whatever it is fed; for one thread. */
    public static final class Accumulator {
        private final String object;
        private final String column;
        private final Map<String, Tally> tallies = new TreeMap<>();
        private long values;
        private long numeric;
        private @Nullable Lengths lengths;

        public Accumulator(String object, String column) {
            this.object = object;
            this.column = FindingKey.shown(column);
        }

        /** A match in the value that {@link #value} will tell of. @param token keyed, of the value matched */
        public void match(String detector, Confidence confidence, String token, boolean whole) {
            tallies.computeIfAbsent(detector, _ -> new Tally()).match(confidence, token, whole);
        }

        /** One value, after its matches. */
        public void value(int length, boolean isNumeric) {
            values++;
            numeric += isNumeric ? 1 : 0;
            Lengths own = Lengths.of(length);
            lengths = lengths == null ? own : lengths.plus(own);
            tallies.values().forEach(Tally::endValue);
        }

        public boolean hasMatches() {
            return !tallies.isEmpty();
        }

        /** Null when there was no value. */
        public @Nullable ColumnCounts counts() {
            if (lengths == null) {
                return null;
            }
            List<Matched> matched = new ArrayList<>();
            tallies.forEach((detector, tally) -> matched.add(tally.matched(detector)));
            return new ColumnCounts(object, column, values, numeric, lengths, matched);
        }
    }

    private static final class Tally {
        private final NavigableSet<String> tokens = new TreeSet<>();
        private boolean more;
        private boolean inValue;
        private boolean wholeValue;
        private long values;
        private long whole;
        private final long[] byConfidence = new long[Confidence.values().length];

        void match(Confidence confidence, String token, boolean isWhole) {
            byConfidence[confidence.ordinal()]++;
            inValue = true;
            wholeValue |= isWhole;
            tokens.add(Spread.shortened(token));
            if (tokens.size() > Spread.LIMIT) {
                tokens.pollLast();
                more = true;
            }
        }

        void endValue() {
            values += inValue ? 1 : 0;
            whole += wholeValue ? 1 : 0;
            inValue = false;
            wholeValue = false;
        }

        Matched matched(String detector) {
            return new Matched(
                    detector,
                    values,
                    whole,
                    byConfidence[Confidence.LOW.ordinal()],
                    byConfidence[Confidence.MEDIUM.ordinal()],
                    byConfidence[Confidence.HIGH.ordinal()],
                    Spread.of(tokens, more));
        }
    }
}
