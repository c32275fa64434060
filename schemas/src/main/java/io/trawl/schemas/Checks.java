package io.trawl.schemas;

import java.util.List;
import java.util.Map;

/** Guards shared by the compact constructors of this package; each failure names the field, the reason and the remedy. */
final class Checks {
    static final int MAX_ID_LENGTH = 200;
    static final int MAX_REASON_LENGTH = 200;
    /** Distinct reasons one report may carry; a handler with more would make receipts unreadable. */
    static final int MAX_REASONS = 64;

    private Checks() {}

    static String id(String value, String field) {
        if (value.isBlank() || value.length() > MAX_ID_LENGTH) {
            throw new InvalidField(field, "must have 1 to " + MAX_ID_LENGTH + " characters; give a shorter, non-blank value");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new InvalidField(field, "must not hold control characters; remove them");
            }
        }
        return value;
    }

    static long atLeast(long value, long min, String field) {
        if (value < min) {
            throw new InvalidField(field, "must be at least " + min + ", got " + value);
        }
        return value;
    }

    static int within(int value, int min, int max, String field) {
        if (value < min || value > max) {
            throw new InvalidField(field, "must be between " + min + " and " + max + ", got " + value);
        }
        return value;
    }

    static <T> List<T> atMost(List<T> values, int max, String field) {
        if (values.size() > max) {
            throw new InvalidField(field, "holds " + values.size() + " entries, at most " + max + " are allowed; split the request");
        }
        return List.copyOf(values);
    }

    static Map<String, Long> reasons(Map<String, Long> reasons, String field) {
        if (reasons.size() > MAX_REASONS) {
            throw new InvalidField(field, "holds " + reasons.size() + " reasons, at most " + MAX_REASONS + " are allowed");
        }
        reasons.forEach((reason, count) -> {
            if (reason.isBlank() || reason.length() > MAX_REASON_LENGTH) {
                throw new InvalidField(field, "a reason must have 1 to " + MAX_REASON_LENGTH + " characters");
            }
            atLeast(count, 1, field + "." + reason);
        });
        return Map.copyOf(reasons);
    }
}
