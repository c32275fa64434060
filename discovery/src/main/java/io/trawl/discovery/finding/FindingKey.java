package io.trawl.discovery.finding;

import io.trawl.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Keys of results: JSON arrays of object, column and detector, which no choice of names can make ambiguous. */
public final class FindingKey {
    /** Of the engine. */
    static final int MAX_LENGTH = 8_192;
    /** As much of a name as stays readable when the key would be too long. */
    private static final int READABLE = 500;

    private FindingKey() {}

    static String of(String object, @Nullable String column, String detector) {
        String key = json(object, column, detector);
        return key.length() <= MAX_LENGTH
                ? key
                : json(shortened(object), column == null ? null : shortened(column), detector);
    }

    /** Of what is told of a column as a whole. */
    public static String ofColumn(String object, String column) {
        String key = Json.mapper().writeValueAsString(Arrays.asList(object, column));
        return key.length() <= MAX_LENGTH
                ? key
                : Json.mapper().writeValueAsString(Arrays.asList(shortened(object), shortened(column)));
    }

    /** The name of a column as results carry it. */
    public static String shown(String column) {
        return column.length() <= Finding.MAX_COLUMN_LENGTH ? column : shortened(column);
    }

    private static String json(String object, @Nullable String column, String detector) {
        return Json.mapper().writeValueAsString(Arrays.asList(object, column, detector));
    }

    /** Its beginning and a digest of the whole. */
    static String shortened(String name) {
        if (name.length() <= READABLE) {
            return name;
        }
        // A half of a surrogate pair has no JSON.
        int end = Character.isHighSurrogate(name.charAt(READABLE - 1)) ? READABLE - 1 : READABLE;
        return name.substring(0, end) + "…sha256:" + digest(name);
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime.", e);
        }
    }
}
