package io.trawl.discovery.content;

/** UTF-8 that goes on after any mistake. */
final class Utf8 {
    private Utf8() {}

    static int decode(byte[] in, int at, int end, TextWindow out, long position) {
        long shift = position - at;
        int i = at;
        while (i < end && out.hasRoom()) {
            byte b = in[i];
            if (b >= 0) {
                out.add((char) b, shift + i);
                i++;
                continue;
            }
            int width = width(b);
            if (i + width > end) {
                return i - at;
            }
            int codePoint = codePoint(in, i, width);
            out.addCodePoint(codePoint < 0 ? '\uFFFD' : codePoint, shift + i);
            i += codePoint < 0 ? 1 : width;
        }
        return i - at;
    }

    /** Bytes of the character that this one begins; 1 when it begins none. */
    private static int width(byte lead) {
        int b = lead & 0xFF;
        if (b < 0xC2 || b > 0xF4) {
            return 1;
        }
        return b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    }

    /** -1 when the bytes are no character. */
    private static int codePoint(byte[] in, int at, int width) {
        if (width == 1) {
            return -1;
        }
        int value = in[at] & 0xFF >> width + 1;
        for (int i = 1; i < width; i++) {
            if ((in[at + i] & 0xC0) != 0x80) {
                return -1;
            }
            value = value << 6 | in[at + i] & 0x3F;
        }
        boolean overlong = width == 3 && value < 0x800 || width == 4 && value < 0x10000;
        boolean outside = value > Character.MAX_CODE_POINT || value >= 0xD800 && value < 0xE000;
        return overlong || outside ? -1 : value;
    }

    /** Whether the bytes are UTF-8, but for a character that the end cuts. */
    static boolean isValid(byte[] in, int length) {
        int i = 0;
        while (i < length) {
            if (in[i] >= 0) {
                i++;
                continue;
            }
            int width = width(in[i]);
            if (i + width > length) {
                return width > 1;
            }
            if (codePoint(in, i, width) < 0) {
                return false;
            }
            i += width;
        }
        return true;
    }
}
