package io.trawl.discovery.content;

import io.trawl.discovery.source.Reasons;
import java.io.Reader;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON documents of any size as a stream of values, each with its path. */
final class JsonScan {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    // Nesting is counted here, to tell a limit from a mistake.
                    .maxNestingDepth(Limits.MAX_JSON_DEPTH + 2)
                    .maxStringLength(Limits.MAX_JSON_STRING)
                    .maxNumberLength(Limits.MAX_VALUE_CHARS)
                    .build())
            .build();

    private final JsonKeys keys;
    private final Values values;

    JsonScan(Passages passages, Values values) {
        this.keys = new JsonKeys(passages);
        this.values = values;
    }

    /** The place of a value is the character it begins at. {@link NotJson} may come after any number of values. */
    void scan(Reader document) throws ContentStopped, NotJson {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document)) {
            walk(parser, () -> parser.currentTokenLocation().getCharOffset());
        } catch (JacksonException e) {
            throw new NotJson();
        }
    }

    /** @param place of the line */
    void scanLine(String line, long place) throws ContentStopped, NotJson {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            walk(parser, () -> place);
        } catch (JacksonException e) {
            throw new NotJson();
        }
    }

    private void walk(JsonParser parser, LongSupplier place) throws ContentStopped {
        JsonPath path = new JsonPath();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    path.open(token == JsonToken.START_ARRAY);
                    if (path.depth() > Limits.MAX_JSON_DEPTH) {
                        throw ContentStopped.skipped(Reasons.TOO_DEEP);
                    }
                }
                case PROPERTY_NAME -> member(parser.currentName(), path, place.getAsLong());
                case END_OBJECT, END_ARRAY -> {
                    path.close();
                    endMember(parser, path);
                }
                case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    values.value(path.toString(), path.label(), parser.getString(), place.getAsLong());
                    endMember(parser, path);
                }
                case VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    endMember(parser, path);
            }
        }
    }

    private void member(String key, JsonPath path, long place) {
        String shown = keys.shown(key);
        path.member(shown);
        if (shown.equals(JsonKeys.ANY)) {
            values.value(path.toString(), "", key, place);
        }
    }

    private static void endMember(JsonParser parser, JsonPath path) {
        if (parser.streamReadContext().inObject()) {
            path.endMember();
        }
    }

    /** Takes the values of a document in their order. */
    @FunctionalInterface
    interface Values {
        /** @param label what the value is called in its document, empty when that tells nothing */
        void value(String column, String label, String text, long place);
    }

    /** The text is not JSON after all, or beyond what is read as such. */
    static final class NotJson extends Exception {
        NotJson() {
            super("not JSON", null, false, false);
        }
    }
}
