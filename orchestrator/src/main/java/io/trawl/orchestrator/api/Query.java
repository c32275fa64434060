package io.trawl.orchestrator.api;

import io.trawl.schemas.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The query of a request. Unknown parameters are refused: a misspelt filter would list what was not asked for. */
final class Query {
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_TEXT = 200;
    static final int MAX_CURSOR = 24_000;
    static final int MAX_PAIRS = 10;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    static Query of(HttpServletRequest request, String... allowed) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        String raw = request.getQueryString();
        Set<String> known = new TreeSet<>(Arrays.asList(allowed));
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!known.contains(name)) {
                throw Refused.parameter(Plain.text(name, 60), "is no parameter of this path; it knows " + shown(known));
            }
            values.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(decode(equals < 0 ? "" : pair.substring(equals + 1)));
        }
        return new Query(values);
    }

    private static String shown(Set<String> known) {
        return known.isEmpty() ? "none" : String.join(", ", known);
    }

    private static String decode(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refused.parameter("query", "is not percent-encoded correctly; encode it as UTF-8");
        }
    }

    /** Values given by repeating the parameter, by commas, or both; empty when absent. */
    List<String> list(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Name and value of each, written {@code name=value}; the parameter may be repeated. */
    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String given : values.getOrDefault(name, List.of())) {
            int equals = given.indexOf('=');
            boolean fits = equals > 0 && equals < given.length() - 1 && given.length() <= 2 * MAX_TEXT + 1;
            if (!fits || given.codePoints().anyMatch(Query::unfit)) {
                throw Refused.parameter(name, "must be a name and a value, written " + name + "=name=value");
            }
            if (pairs.putIfAbsent(given.substring(0, equals), given.substring(equals + 1)) != null
                    || pairs.size() > MAX_PAIRS) {
                throw Refused.parameter(name, "must name each once, and at most " + MAX_PAIRS);
            }
        }
        return pairs;
    }

    @Nullable
    Instant instant(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(value).toInstant();
            if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Answered below, as is a time that no job can have been created at.
        }
        throw Refused.parameter(name, "must be a time with a zone, for example 2026-11-23T14:02:10Z");
    }

    @Nullable
    String text(String name) {
        return text(name, MAX_TEXT);
    }

    @Nullable
    String cursor() {
        return text("cursor", MAX_CURSOR);
    }

    private @Nullable String text(String name, int maxLength) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw Refused.parameter(name, "is given " + given.size() + " times; give it once");
        }
        if (given.isEmpty()) {
            return null;
        }
        String value = given.getFirst();
        if (value.isBlank() || value.length() > maxLength || value.codePoints().anyMatch(Query::unfit)) {
            throw Refused.parameter(
                    name,
                    "must have 1 to " + maxLength
                            + " characters, none of them a control character; correct or omit it");
        }
        return value;
    }

    private static boolean unfit(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    /** @throws Refused also when the cursor is not one that this listing gave */
    <T, E extends Exception> Page<T> page(Listing<T, E> listing) throws E {
        String cursor = cursor();
        int limit = limit();
        try {
            return listing.from(cursor, limit);
        } catch (IllegalArgumentException | DateTimeException e) {
            // All else was checked before, so it is the cursor, which only the ledger that made it can read.
            if (cursor == null) {
                throw e;
            }
            String detail = "'cursor' is not one that this listing gave; start again without it.";
            throw new Refused(Problem.of(ProblemType.CURSOR, detail, Problem.FieldError.in("cursor", detail)));
        }
    }

    int limit() {
        return number("limit", DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
    }

    int number(String name, int absent, int min, int max) {
        String value = text(name);
        if (value == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, as is a number out of range.
        }
        throw Refused.parameter(name, "must be a whole number from " + min + " to " + max);
    }

    <E extends Enum<E>> List<E> anyOf(String name, Class<E> type) {
        return list(name).stream()
                .map(value -> constant(name, value, type))
                .distinct()
                .toList();
    }

    <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
        String value = text(name);
        return value == null ? null : constant(name, value, type);
    }

    private static <E extends Enum<E>> E constant(String name, String value, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw Refused.parameter(name, "must be one of " + Arrays.toString(type.getEnumConstants()));
    }
}
