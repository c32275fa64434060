package io.trawl.discovery.finding;

import io.trawl.discovery.detect.Confidence;
import io.trawl.discovery.detect.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one detector found in one object, or in one column of it. It holds no value: places, masked samples and tokens.
 *
 * @param object name of the object, as in its record
 * @param column name or path within the object; null when it has none
 * @param detector id
 * @param places the first ones, rising, at most {@link #MAX_PLACES}
 * @param samples masked values, those of the smallest tokens, in the tokens' order, at most {@link #MAX_SAMPLES}
 */
public record Finding(
        String object,
        @Nullable String column,
        String detector,
        Counts counts,
        List<Place> places,
        List<String> samples,
        Distinct distinct) {
    /** Kind of the result that carries it. */
    public static final String KIND = "finding";

    public static final int MAX_PLACES = 5;
    public static final int MAX_SAMPLES = 3;
    /** A longer one is cut, and told apart by a digest: the body of a result is bounded. */
    public static final int MAX_COLUMN_LENGTH = 1_024;

    public Finding {
        places = List.copyOf(places);
        samples = List.copyOf(samples);
        if (places.size() > MAX_PLACES
                || samples.size() != Math.min(MAX_SAMPLES, distinct.tokens().size())) {
            throw new IllegalArgumentException("A finding keeps " + MAX_PLACES
                    + " places and a sample for each of the first " + MAX_SAMPLES + " tokens.");
        }
    }

    /** Its kind, and the detector as its subkind: totals are kept of each. */
    public String called() {
        return KIND + "/" + detector;
    }

    /** Under which parts of this finding are merged. */
    public String key() {
        return FindingKey.of(object, column, detector);
    }

    public Confidence confidence() {
        return counts.highest();
    }

    /** Canonical: equal findings have the same text. */
    public String toJson() {
        return FindingBody.of(this).toJson();
    }

    public static Finding fromJson(String json) {
        return FindingBody.read(json).finding();
    }

    /** Folds two bodies of the same key: commutative and associative. */
    public static String merge(String left, String right) {
        return fromJson(left).plus(fromJson(right)).toJson();
    }

    /** The body without the tokens that only merging needed; it is for reading and must not be merged again. */
    public static String present(String merged) {
        return FindingBody.read(merged).presented().toJson();
    }

    Finding plus(Finding other) {
        if (!detector.equals(other.detector) || !object.equals(other.object) || !Objects.equals(column, other.column)) {
            throw new IllegalArgumentException(
                    "Findings of " + detector + " and " + other.detector + " in two places are no parts of one.");
        }
        Distinct both = distinct.plus(other.distinct);
        NavigableMap<String, String> masked = new TreeMap<>();
        sampleInto(masked);
        other.sampleInto(masked);
        return new Finding(
                object,
                column,
                detector,
                counts.plus(other.counts),
                Stream.concat(places.stream(), other.places.stream())
                        .sorted()
                        .limit(MAX_PLACES)
                        .toList(),
                List.copyOf(masked.values()).subList(0, Math.min(MAX_SAMPLES, masked.size())),
                both);
    }

    private void sampleInto(NavigableMap<String, String> masked) {
        for (int i = 0; i < samples.size(); i++) {
            masked.put(distinct.tokens().get(i), samples.get(i));
        }
    }

    /** Collects the matches of one detector in one object or column. Bounded, whatever it is fed; for one thread. */
    public static final class Accumulator {
        private final String object;
        private final @Nullable String column;
        private final String detector;
        private final TokenKey key;
        private final List<Place> places = new ArrayList<>();
        private final NavigableSet<String> tokens = new TreeSet<>();
        private final NavigableMap<String, String> masked = new TreeMap<>();
        private Counts counts = Counts.NONE;
        private boolean more;

        /** @param detector the id of the only detector whose matches it takes */
        public Accumulator(String object, @Nullable String column, String detector, TokenKey key) {
            this.object = object;
            this.column = column == null ? null : FindingKey.shown(column);
            this.detector = detector;
            this.key = key;
        }

        /** @return the token of its value */
        public String add(Match match, Place place) {
            if (!match.detector().id().equals(detector)) {
                throw new IllegalArgumentException(
                        "A match of " + match.detector().id() + " is no part of a finding of " + detector + ".");
            }
            counts = counts.plus(match.confidence());
            addPlace(place);
            String token = key.token(detector, match.value());
            addToken(token, match);
            return token;
        }

        private void addPlace(Place place) {
            if (places.size() == MAX_PLACES && place.compareTo(places.getLast()) >= 0) {
                return;
            }
            int at = places.size();
            while (at > 0 && place.compareTo(places.get(at - 1)) < 0) {
                at--;
            }
            places.add(at, place);
            if (places.size() > MAX_PLACES) {
                places.removeLast();
            }
        }

        private void addToken(String token, Match match) {
            if (!tokens.add(token)) {
                return;
            }
            if (tokens.size() > Distinct.LIMIT) {
                tokens.pollLast();
                more = true;
            }
            if (masked.size() < MAX_SAMPLES || token.compareTo(masked.lastKey()) < 0) {
                masked.put(token, match.masked());
            }
            if (masked.size() > MAX_SAMPLES) {
                masked.pollLastEntry();
            }
        }

        /** What was collected so far. */
        public Finding finding() {
            return new Finding(
                    object, column, detector, counts, places, List.copyOf(masked.values()), Distinct.of(tokens, more));
        }
    }
}
