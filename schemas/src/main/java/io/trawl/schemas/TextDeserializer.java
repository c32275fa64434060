package io.trawl.schemas;

import java.time.DateTimeException;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a value from its one text form; Jackson's own readers also take numbers, blanks and other encodings. */
final class TextDeserializer<T> extends StdDeserializer<T> {
    private static final int UUID_LENGTH = 36;

    private final transient Function<String, T> parser;

    TextDeserializer(Class<T> type, Function<String, T> parser) {
        super(type);
        this.parser = parser;
    }

    @Override
    public T deserialize(JsonParser p, DeserializationContext ctxt) {
        if (!p.hasToken(JsonToken.VALUE_STRING)) {
            return ctxt.reportInputMismatch(this, "not a text");
        }
        try {
            return parser.apply(p.getString());
        } catch (DateTimeException | IllegalArgumentException e) {
            return ctxt.reportInputMismatch(this, "not in the form of its type");
        }
    }

    static UUID uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            throw new IllegalArgumentException("not 36 characters");
        }
        return UUID.fromString(text);
    }
}
