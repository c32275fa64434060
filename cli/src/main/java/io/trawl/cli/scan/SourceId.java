package io.trawl.cli.scan;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name of a path as a source: the same in every job, since budgets go by it, and readable in a receipt. */
final class SourceId {
    private static final int MAX_LENGTH = 200;
    private static final int READABLE = 150;

    private SourceId() {}

    /** @param path absolute and normalised */
    static String of(Path path) {
        return ofText(path.toString());
    }

    static String ofText(String text) {
        if (text.length() <= MAX_LENGTH && text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder end = new StringBuilder();
        text.substring(Math.max(0, text.length() - READABLE))
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .forEach(end::appendCodePoint);
        return "…" + end + "~" + sha256(text).substring(0, 16);
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
