package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says in one sentence why a document was refused: the field and the reason, in the words of the JSON, without a value
 * of the input. Nothing of the parser's own message is passed on, since that quotes what it has read.
 *
 * @param json the refused document
 */
record JsonRefusal(JsonMapper mapper, String json) {
    private static final int MAX_STEP_LENGTH = 200;
    private static final Map<Class<?>, String> EXPECTED = Map.of(
            String.class, "a text",
            SourceSpec.class, "a text or an object",
            boolean.class, "true or false",
            Boolean.class, "true or false",
            UUID.class, "a UUID, for example 01980b5e-7c1d-7a34-8f21-3a5b9c0d1e2f",
            Instant.class, "a time with its zone, for example 2026-11-23T14:02:10Z",
            Duration.class, "an ISO-8601 duration, for example PT6H");

    InvalidField of(JacksonException e) {
        return switch (e) {
            case StreamConstraintsException _ -> new InvalidField("", limits());
            case InputCoercionException c -> mismatch(c, c.getTargetType());
            case StreamReadException s -> malformed(s);
            case MismatchedInputException m -> mismatch(m, m.getTargetType());
            default -> fromRecord(path(e), e);
        };
    }

    /** Now the document is read once more, as a tree: an absent value and one of a wrong type look alike in binding. */
    private InvalidField mismatch(JacksonException e, @Nullable Class<?> target) {
        JsonNode tree;
        try {
            tree = mapper.readTree(json);
        } catch (MismatchedInputException _) {
            return new InvalidField("", "goes on after its end; give one value");
        } catch (JacksonException wholeDocument) {
            return of(wholeDocument);
        }
        if (e instanceof InvalidTypeIdException variant) {
            List<String> type =
                    Stream.concat(path(e).stream(), Stream.of("type")).toList();
            boolean absent = isAbsent(at(tree, e.getPath()).path("type"));
            return new InvalidField(String.join(".", type), absent ? "is missing" : "must be " + variants(variant));
        }
        boolean absent = isAbsent(at(tree, e.getPath()));
        return new InvalidField(String.join(".", path(e)), absent ? "is missing" : "must be " + expected(target));
    }

    /** A record's own refusal: its field is relative to where the record stands. */
    private static InvalidField fromRecord(List<String> path, JacksonException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidField refused) {
                return new InvalidField(join(path, refused.field()), refused.reason());
            }
        }
        return new InvalidField(String.join(".", path), "cannot be read");
    }

    /** Nested records lead with their usual name ({@code limits.concurrency}), which the path may hold already. */
    private static String join(List<String> path, String field) {
        String name = path.stream().filter(step -> !isIndex(step)).reduce("", (first, last) -> last);
        String own = !name.isEmpty() && field.startsWith(name + ".") ? field.substring(name.length() + 1) : field;
        return path.isEmpty() ? own : String.join(".", path) + "." + own;
    }

    private static boolean isIndex(String step) {
        return step.chars().allMatch(Character::isDigit);
    }

    private static String limits() {
        return "goes beyond a limit of the reader: " + Json.MAX_DEPTH + " levels, " + Json.MAX_STRING_LENGTH
                + " characters in a text, " + Json.MAX_NAME_LENGTH + " in a name, " + Json.MAX_NUMBER_LENGTH
                + " in a number";
    }

    private static InvalidField malformed(StreamReadException e) {
        var place = e.getLocation();
        return new InvalidField(
                "", "is malformed at line " + place.getLineNr() + ", column " + place.getColumnNr() + "; see RFC 8259");
    }

    private static String variants(InvalidTypeIdException e) {
        JsonSubTypes known = e.getBaseType().getRawClass().getAnnotation(JsonSubTypes.class);
        return known == null
                ? "a known name"
                : Arrays.stream(known.value())
                        .map(JsonSubTypes.Type::name)
                        .collect(Collectors.joining(", ", "one of ", ""));
    }

    private static String expected(@Nullable Class<?> target) {
        if (target == null) {
            return "of another type";
        }
        if (target.isEnum()) {
            return "one of "
                    + Arrays.stream(target.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (target == int.class || target == Integer.class) {
            return wholeNumber(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (target == long.class || target == Long.class) {
            return wholeNumber(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        return EXPECTED.getOrDefault(target, Collection.class.isAssignableFrom(target) ? "an array" : "an object");
    }

    private static String wholeNumber(long min, long max) {
        return "a whole number from " + min + " to " + max;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static JsonNode at(JsonNode tree, List<JacksonException.Reference> path) {
        JsonNode node = tree;
        for (JacksonException.Reference step : path) {
            node = step.getPropertyName() == null ? node.path(step.getIndex()) : node.path(step.getPropertyName());
        }
        return node;
    }

    private static List<String> path(JacksonException e) {
        List<String> path = new ArrayList<>();
        for (JacksonException.Reference step : e.getPath()) {
            path.add(step.getPropertyName() == null ? Integer.toString(step.getIndex()) : tame(step.getPropertyName()));
        }
        return path;
    }

    /** Names of map entries are the sender's choice, and end up in logs. */
    private static String tame(String name) {
        String shorter = name.length() <= MAX_STEP_LENGTH ? name : name.substring(0, MAX_STEP_LENGTH) + "…";
        return shorter.replaceAll("\\p{Cntrl}", "?");
    }
}
