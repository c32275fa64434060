package io.trawl.schemas;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Guards shared by the compact constructors of this package; each failure names the field, the reason and the remedy. */
final class Checks {
    static final int MAX_ID_LENGTH = 200;
    static final int MAX_REASON_LENGTH = 200;
    /** Distinct reasons one report may carry; a handler with more would make receipts unreadable. */
    static final int MAX_REASONS = 64;

    private Checks() {}

    /** What a JSON object left out arrives here as null, whatever the component's type says. */
    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new InvalidField(field, "is missing");
        }
        return value;
    }

    static String id(@Nullable String value, String field) {
        return text(value, MAX_ID_LENGTH, field);
    }

    /** Characters are Unicode code points, as JSON Schema and PostgreSQL count them. */
    static boolean longerThan(String value, int max) {
        return value.length() > max && value.codePointCount(0, value.length()) > max;
    }

    /** A reader of version {@code known} must not guess what a later version means. */
    static int version(int value, int known, String field) {
        if (value < 1 || value > known) {
            throw new InvalidField(
                    field, "must be " + (known == 1 ? "1" : "1 to " + known) + ", the version read here");
        }
        return value;
    }

    static long atLeast(long value, long min, String field) {
        if (value < min) {
            throw new InvalidField(field, "must be at least " + min);
        }
        return value;
    }

    static double rate(double value, String field) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InvalidField(field, "must be at least 0");
        }
        return value;
    }

    static int within(int value, int min, int max, String field) {
        if (value < min || value > max) {
            throw new InvalidField(field, "must be between " + min + " and " + max);
        }
        return value;
    }

    /** A copy; a list must be there, though it may be empty. */
    static <T> List<T> list(@Nullable List<T> values, String field) {
        List<T> given = present(values, field);
        for (int i = 0; i < given.size(); i++) {
            present(given.get(i), field + "." + i);
        }
        return List.copyOf(given);
    }

    static <T> List<T> atMost(@Nullable List<T> values, int max, String field) {
        int size = present(values, field).size();
        if (size > max) {
            throw new InvalidField(
                    field, "holds " + size + " entries, at most " + max + " are allowed; split the request");
        }
        return list(values, field);
    }

    /** As {@link #atMost}, with one entry at least. */
    static <T> List<T> filled(@Nullable List<T> values, int max, String field) {
        List<T> copy = atMost(values, max, field);
        if (copy.isEmpty()) {
            throw new InvalidField(field, "is empty; give 1 to " + max + " entries");
        }
        return copy;
    }

    /** Any text, also an empty one, that is not too long. */
    static String length(@Nullable String value, int max, String field) {
        String text = present(value, field);
        if (longerThan(text, max)) {
            throw new InvalidField(field, "is longer than " + max + " characters");
        }
        return text;
    }

    /** A copy; an absent map is an empty one. */
    static <V> Map<String, V> map(@Nullable Map<String, V> values, String field) {
        if (values == null) {
            return Map.of();
        }
        values.forEach((key, value) -> present(value, field + "." + key));
        return Map.copyOf(values);
    }

    /** Counts per name, none negative; an absent map is an empty one. */
    static Map<String, Long> counts(@Nullable Map<String, Long> counts, String field) {
        Map<String, Long> copy = map(counts, field);
        copy.forEach((name, count) -> atLeast(count, 0, field + "." + name));
        return copy;
    }

    /** What one report says per reason: few reasons, each seen at least once; an absent map is an empty one. */
    static Map<String, Long> reasons(@Nullable Map<String, Long> reasons, String field) {
        if (reasons == null) {
            return Map.of();
        }
        if (reasons.size() > MAX_REASONS) {
            throw new InvalidField(
                    field, "holds " + reasons.size() + " reasons, at most " + MAX_REASONS + " are allowed");
        }
        reasons.keySet().forEach(reason -> text(reason, MAX_REASON_LENGTH, field));
        Map<String, Long> copy = map(reasons, field);
        copy.forEach((reason, count) -> atLeast(count, 1, field + "." + reason));
        return copy;
    }

    private static String text(@Nullable String value, int max, String field) {
        String text = present(value, field);
        if (text.isBlank() || longerThan(text, max)) {
            throw new InvalidField(field, "must have 1 to " + max + " characters; give a shorter, non-blank value");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw new InvalidField(field, "must not hold control characters; remove them");
            }
        }
        return text;
    }
}
