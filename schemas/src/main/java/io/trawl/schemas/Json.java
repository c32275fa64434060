package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * The one way these records become JSON: snake_case, ISO-8601 times, nulls absent, maps sorted by key, unknown fields
 * tolerated, and no value read as another type than the schema says.
 */
public final class Json {
    /** Objects and arrays inside each other. */
    public static final int MAX_DEPTH = 100;
    /** Characters of one string. */
    public static final int MAX_STRING_LENGTH = 1_048_576;
    /** Characters of one number. */
    public static final int MAX_NUMBER_LENGTH = 100;
    /** Characters of one field's name. */
    public static final int MAX_NAME_LENGTH = 8_192;

    private static final JsonMapper MAPPER = JsonMapper.builder(factory())
            .addModule(texts())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            // A value of a later version is read as the one that is safe to take it for, where there is such a one.
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS, EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .withCoercionConfigDefaults(c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Textual,
                    c -> c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert))
            .build();

    private Json() {}

    /** The same value gives the same text: maps are sorted by key, fields stand in the order of the record. */
    public static String canonical(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Thread-safe; callers must not reconfigure it. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads what comes from outside.
     *
     * @param maxBytes of the UTF-8 text; more is refused unread
     * @throws InvalidField naming the field and the reason in one sentence, without any value of the input
     */
    public static <T> T parse(byte[] json, Class<T> type, int maxBytes) {
        return parse(json, MAPPER.constructType(type), maxBytes);
    }

    /** As {@link #parse(byte[], Class, int)}, for generic types such as a {@link Page}. */
    public static <T> T parse(byte[] json, TypeReference<T> type, int maxBytes) {
        return parse(json, MAPPER.constructType(type.getType()), maxBytes);
    }

    /** As {@link #parse(byte[], Class, int)}, for text that was decoded before. */
    public static <T> T parse(String json, Class<T> type, int maxBytes) {
        // No char is less than one byte, so the text is measured exactly only when it may matter.
        requireSize(json.length(), maxBytes);
        if (json.length() > maxBytes / 3) {
            requireSize(json.getBytes(StandardCharsets.UTF_8).length, maxBytes);
        }
        return read(json, MAPPER.constructType(type));
    }

    private static <T> T parse(byte[] json, JavaType type, int maxBytes) {
        requireSize(json.length, maxBytes);
        return read(decode(json), type);
    }

    private static <T> T read(String json, JavaType type) {
        if (json.isBlank()) {
            throw new InvalidField("", "is empty");
        }
        T value;
        try {
            value = MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new JsonRefusal(MAPPER, json).of(e);
        }
        if (value == null) {
            throw new InvalidField("", "is null; give an object");
        }
        return value;
    }

    private static void requireSize(int bytes, int maxBytes) {
        if (bytes > maxBytes) {
            throw new InvalidField("", "is larger than " + maxBytes + " bytes");
        }
    }

    /** Strict: a decoder that replaces what it cannot read would change names silently. */
    private static String decode(byte[] json) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidField("", "is not encoded as UTF-8");
        }
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING_LENGTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .build())
                .build();
    }

    private static SimpleModule texts() {
        return new SimpleModule("trawl")
                .addDeserializer(UUID.class, new TextDeserializer<>(UUID.class, TextDeserializer::uuid))
                .addDeserializer(Instant.class, new TextDeserializer<>(Instant.class, Instant::parse))
                .addDeserializer(Duration.class, new TextDeserializer<>(Duration.class, Duration::parse));
    }
}
