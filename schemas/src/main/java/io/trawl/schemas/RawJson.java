package io.trawl.schemas;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Keeps any JSON value as its text, compact and with numbers as they were written: the other way of a raw value. */
final class RawJson extends StdDeserializer<String> {
    RawJson() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser p, DeserializationContext ctxt) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.mapper().createGenerator(text)) {
            out.copyCurrentStructureExact(p);
        }
        return text.toString();
    }
}
