package io.trawl.discovery.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for people, kept within a length and still unique. */
public final class Names {
    /** Leaves room for a column and a detector in the key of a result. */
    public static final int MAX_LENGTH = 6_000;

    private static final int DIGEST_BYTES = 8;

    private static final String HEX = "0123456789ABCDEF";

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

    /** Printable and unambiguous: what is not UTF-8, not printable or a backslash is escaped as {@code \xE9}. */
    public static String display(byte[] bytes) {
        StringBuilder shown = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            int width = characterAt(bytes, i, shown);
            if (width == 0) {
                escape(bytes[i], shown);
                i++;
            }
            i += width;
        }
        return shown.toString();
    }

    private static int characterAt(byte[] bytes, int at, StringBuilder shown) {
        int lead = bytes[at] & 0xFF;
        int width = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (at + width > bytes.length || lead == '\\') {
            return 0;
        }
        try {
            CharSequence one = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, width));
            int codePoint = Character.codePointAt(one, 0);
            if (one.length() != Character.charCount(codePoint) || !isPrintable(codePoint)) {
                return 0;
            }
            shown.append(one);
            return width;
        } catch (CharacterCodingException notUtf8) {
            return 0;
        }
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            // Format characters may turn the reading direction round: a name must look like what it is.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static void escape(byte b, StringBuilder shown) {
        shown.append("\\x").append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
    }
}
