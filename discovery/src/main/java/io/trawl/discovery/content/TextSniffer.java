package io.trawl.discovery.content;

import org.jspecify.annotations.Nullable;

/** Tells text from the rest, and which encoding it has. */
final class TextSniffer {
    private TextSniffer() {}

    /** @return null when it is no text */
    static @Nullable Encoding encodingOf(byte[] head, int length) {
        Encoding marked = byteOrderMark(head, length);
        if (marked != null) {
            return marked;
        }
        int zeros = count(head, 0, length, 1, (byte) 0);
        if (zeros > 0) {
            Encoding wide = withoutMark(head, length);
            if (wide != null) {
                return wide;
            }
            // A stray NUL makes no picture of a log file.
            if (zeros * 200L > length) {
                return null;
            }
        }
        int control = 0;
        int high = 0;
        for (int i = 0; i < length; i++) {
            int b = head[i] & 0xFF;
            control += b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1B || b == 0x7F ? 1 : 0;
            high += b >= 0x80 ? 1 : 0;
        }
        // One in twenty: above that, what decodes is not what someone wrote.
        if (control * 20L > length) {
            return null;
        }
        if (Utf8.isValid(head, length)) {
            return Encoding.UTF_8;
        }
        // In the single-byte encodings the digits, signs and most letters of the West are below 0x80.
        return high * 10L > length * 6L ? null : Encoding.WINDOWS_1252;
    }

    private static @Nullable Encoding byteOrderMark(byte[] head, int length) {
        int first = length < 2 ? 0 : (head[0] & 0xFF) << 8 | head[1] & 0xFF;
        int second = length < 4 ? -1 : (head[2] & 0xFF) << 8 | head[3] & 0xFF;
        if (first == 0xFFFE) {
            return second == 0 ? Encoding.UTF_32LE : Encoding.UTF_16LE;
        }
        if (first == 0xFEFF) {
            return Encoding.UTF_16BE;
        }
        if (first == 0 && second == 0xFEFF) {
            return Encoding.UTF_32BE;
        }
        return first == 0xEFBB && length > 2 && (head[2] & 0xFF) == 0xBF ? Encoding.UTF_8 : null;
    }

    /** Text that is mostly ASCII in UTF-16 has a zero in every second byte, and hardly one elsewhere. */
    private static @Nullable Encoding withoutMark(byte[] head, int length) {
        int pairs = length / 2;
        if (pairs < 2) {
            return null;
        }
        int even = count(head, 0, length, 2, (byte) 0);
        int odd = count(head, 1, length, 2, (byte) 0);
        if (odd * 10L >= pairs * 7L && even * 20L <= pairs && isPrintable(head, 0, length)) {
            return Encoding.UTF_16LE;
        }
        return even * 10L >= pairs * 7L && odd * 20L <= pairs && isPrintable(head, 1, length)
                ? Encoding.UTF_16BE
                : null;
    }

    private static boolean isPrintable(byte[] head, int from, int length) {
        int odd = 0;
        for (int i = from; i < length; i += 2) {
            int b = head[i] & 0xFF;
            odd += b < 0x20 && b != '\t' && b != '\n' && b != '\r' ? 1 : 0;
        }
        return odd * 20L <= length / 2;
    }

    private static int count(byte[] head, int from, int length, int step, byte wanted) {
        int count = 0;
        for (int i = from; i < length; i += step) {
            count += head[i] == wanted ? 1 : 0;
        }
        return count;
    }
}
