package io.trawl.discovery.content;

/** A stretch of decoded text that knows at which byte of the object each character begins. */
final class TextWindow {
    private final char[] chars;
    /** Relative to {@link #base}, which moves along: offsets in an object do not fit an int. */
    private final int[] offsets;

    private int length;
    private long base;

    TextWindow(int capacity, long position) {
        this.chars = new char[capacity];
        this.offsets = new int[capacity];
        this.base = position;
    }

    /** Room for one more character, which may be two chars. */
    boolean hasRoom() {
        return length + 2 <= chars.length;
    }

    void add(char c, long offset) {
        offsets[length] = (int) (offset - base);
        chars[length++] = c;
    }

    void addCodePoint(int codePoint, long offset) {
        if (Character.isBmpCodePoint(codePoint)) {
            add((char) codePoint, offset);
        } else {
            add(Character.highSurrogate(codePoint), offset);
            add(Character.lowSurrogate(codePoint), offset);
        }
    }

    int length() {
        return length;
    }

    char charAt(int index) {
        return chars[index];
    }

    long offsetOf(int index) {
        return base + offsets[index];
    }

    /** The first index at or after {@code from} whose character begins at or after {@code offset}. */
    int indexOf(long offset, int from) {
        int low = from;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsetOf(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    String text() {
        return new String(chars, 0, length);
    }

    void dropBefore(int index) {
        if (index <= 0) {
            return;
        }
        int kept = length - index;
        int moved = kept == 0 ? 0 : offsets[index];
        System.arraycopy(chars, index, chars, 0, kept);
        for (int i = 0; i < kept; i++) {
            offsets[i] = offsets[index + i] - moved;
        }
        base += moved;
        length = kept;
    }
}
