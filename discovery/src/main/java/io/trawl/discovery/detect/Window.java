package io.trawl.discovery.detect;

/**
 * The part of a text that one anchor may look at. Outside of it every character reads as NUL, so that what is found at
 * an anchor cannot depend on where the text was cut; and every read is counted, so that tests can bound the work.
 */
final class Window implements CharSequence {
    /** How far an anchor sees to its left. */
    static final int BACK = 192;
    /** How far a match may start from its anchor, to either side. */
    static final int REACH = 64;
    /** How far an anchor sees to its right. */
    static final int AHEAD = 4_096 - REACH;

    private final String text;
    private int low;
    private int high;
    private long reads;

    Window(String text) {
        this.text = text;
    }

    void moveTo(int anchor) {
        low = Math.max(0, anchor - BACK);
        high = Math.min(text.length(), anchor + AHEAD);
    }

    /** The end of what can be seen; indexes are those of the text. */
    @Override
    public int length() {
        return high;
    }

    @Override
    public char charAt(int index) {
        reads++;
        return index >= low && index < high ? text.charAt(index) : '\0';
    }

    boolean startsWith(String literal, int index) {
        for (int i = 0; i < literal.length(); i++) {
            if (charAt(index + i) != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The text between two indexes, as far as it can be seen. */
    String slice(int start, int end) {
        int from = Math.max(low, start);
        int to = Math.min(high, end);
        reads += Math.max(0, to - from);
        return from < to ? text.substring(from, to) : "";
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return slice(start, end);
    }

    long reads() {
        return reads;
    }

    @Override
    public String toString() {
        return "Window[" + low + "-" + high + "]";
    }
}
