package io.trawl.discovery.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for people, kept within a length and still unique. */
public final class Names {
    /** Leaves room for a column and a detector in the key of a result. */
    public static final int MAX_LENGTH = 6_000;

    private static final int DIGEST_BYTES = 8;

    private Names() {}

    /** The name, or so much of it that a digest of the whole has room behind it. */
    public static String clip(String name, int max) {
        if (name.length() <= max) {
            return name;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            String mark = "…#" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
            int end = max - mark.length();
            return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end) + mark;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
