package io.trawl.discovery.content;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The encodings that are told apart. Decoding never fails: a byte that means nothing becomes U+FFFD, and the next
 * character is found again right behind it, so any slice of a text decodes to what the whole decodes to.
 */
public enum Encoding {
    UTF_8(3, StandardCharsets.UTF_8) {
        @Override
        int decode(byte[] in, int at, int end, TextWindow out, long position) {
            return Utf8.decode(in, at, end, out, position);
        }
    },
    UTF_16LE(2, StandardCharsets.UTF_16LE) {
        @Override
        int decode(byte[] in, int at, int end, TextWindow out, long position) {
            return units(in, at, end, out, position, 0, 1);
        }
    },
    UTF_16BE(2, StandardCharsets.UTF_16BE) {
        @Override
        int decode(byte[] in, int at, int end, TextWindow out, long position) {
            return units(in, at, end, out, position, 1, 0);
        }
    },
    UTF_32LE(4, Charset.forName("UTF-32LE")) {
        @Override
        int decode(byte[] in, int at, int end, TextWindow out, long position) {
            return quads(in, at, end, out, position, 0);
        }
    },
    UTF_32BE(4, Charset.forName("UTF-32BE")) {
        @Override
        int decode(byte[] in, int at, int end, TextWindow out, long position) {
            return quads(in, at, end, out, position, 3);
        }
    },
    /** Stands for the Latin family: what differs is letters, which no detector depends on. */
    WINDOWS_1252(1, Charset.forName("windows-1252")) {
        @Override
        int decode(byte[] in, int at, int end, TextWindow out, long position) {
            int i = at;
            while (i < end && out.hasRoom()) {
                out.add(LATIN.charAt(in[i] & 0xFF), position + i - at);
                i++;
            }
            return i - at;
        }
    };

    /** No character of any encoding is longer. */
    static final int MAX_CHARACTER_BYTES = 4;

    private static final String LATIN = latin();

    private final int bytesPerChar;
    private final Charset charset;

    Encoding(int bytesPerChar, Charset charset) {
        this.bytesPerChar = bytesPerChar;
        this.charset = charset;
    }

    /** Most bytes that one Java char stands for. */
    int bytesPerChar() {
        return bytesPerChar;
    }

    Charset charset() {
        return charset;
    }

    /**
     * Decodes whole characters from {@code in[at, end)} while the window has room.
     *
     * @param position of {@code in[at]} in the object
     * @return bytes used
     */
    abstract int decode(byte[] in, int at, int end, TextWindow out, long position);

    private static int units(byte[] in, int at, int end, TextWindow out, long position, int low, int high) {
        int i = at;
        while (i + 2 <= end && out.hasRoom()) {
            out.add((char) ((in[i + high] & 0xFF) << 8 | in[i + low] & 0xFF), position + i - at);
            i += 2;
        }
        return i - at;
    }

    private static int quads(byte[] in, int at, int end, TextWindow out, long position, int low) {
        int i = at;
        while (i + 4 <= end && out.hasRoom()) {
            int codePoint = 0;
            for (int b = 3; b >= 0; b--) {
                codePoint = codePoint << 8 | in[i + (low == 0 ? b : 3 - b)] & 0xFF;
            }
            out.addCodePoint(Character.isValidCodePoint(codePoint) ? codePoint : '\uFFFD', position + i - at);
            i += 4;
        }
        return i - at;
    }

    private static String latin() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        return new String(all, Charset.forName("windows-1252"));
    }
}
