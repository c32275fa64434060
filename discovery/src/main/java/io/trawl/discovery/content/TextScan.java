package io.trawl.discovery.content;

import io.trawl.discovery.finding.Place;
import java.io.IOException;
import java.io.InputStream;

/** Hands on plain text in windows that overlap, each character as the start of a match exactly once. */
final class TextScan {
    private final Passages passages;
    private final Limits limits;

    TextScan(Passages passages, Limits limits) {
        this.passages = passages;
        this.limits = limits;
    }

    /** Bytes before a slice that give a search all the context it may ask for. */
    static long contextBytes(Passages passages, Encoding encoding) {
        return (long) passages.before() * encoding.bytesPerChar() + 2L * Encoding.MAX_CHARACTER_BYTES;
    }

    /**
     * @param in the object from {@code position} on, which is a whole number of 4 bytes
     * @param start matches are reported whose first byte is in {@code [start, end)}
     */
    void scan(InputStream in, Encoding encoding, long position, long start, long end) throws IOException {
        TextReader reader = new TextReader(in, encoding, position);
        int overlap = passages.before() + passages.after();
        // Most files are small: room for all of one, and for a character more, is enough.
        int wanted = (int) Math.min(limits.windowChars(), end - position);
        TextWindow window = new TextWindow(wanted + overlap + 2, position);
        int from = 0;
        while (true) {
            reader.fill(window);
            boolean last = reader.isAtEnd();
            // Up to here the search has all the text it may need behind a match's start.
            int known = last ? window.length() : window.length() - passages.after();
            int to = Math.min(window.indexOf(end, from), known);
            int first = window.indexOf(start, from);
            if (first < to) {
                passages.passage("", window.text(), first, to, index -> Place.at(window.offsetOf(index)));
            }
            if (last || to < known) {
                return;
            }
            if (first < to) {
                passages.reached(window.offsetOf(to), to - first);
            }
            from = to;
            int drop = Math.max(0, from - passages.before());
            window.dropBefore(drop);
            from -= drop;
        }
    }
}
