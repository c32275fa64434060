package io.trawl.discovery.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** Decoded text one character at a time, for the readers of structured formats. A byte order mark is passed over. */
final class CharStream extends Reader {
    private static final int WINDOW_CHARS = 16 << 10;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final TextReader reader;
    private final TextWindow window;
    private int next;
    private boolean started;

    CharStream(InputStream in, Encoding encoding, long position) {
        super();
        this.reader = new TextReader(in, encoding, position);
        this.window = new TextWindow(WINDOW_CHARS, position);
        this.started = position > 0;
    }

    /** The next character, or -1. */
    @Override
    public int read() throws IOException {
        return ready() ? window.charAt(next++) : -1;
    }

    /** Where the character that comes next begins; only when {@link #ready} said there is one. */
    long offset() {
        return window.offsetOf(next);
    }

    /** Whether there is another character; reads it if need be. */
    @Override
    public boolean ready() throws IOException {
        if (next < window.length()) {
            return true;
        }
        window.dropBefore(next);
        next = 0;
        reader.fill(window);
        if (!started && window.length() > 0) {
            started = true;
            next = window.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
            return next < window.length() || ready();
        }
        return window.length() > 0;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int done = 0;
        while (done < length && ready()) {
            target[offset + done++] = window.charAt(next++);
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    @Override
    public void close() {
        // Whoever opened the stream closes it.
    }
}
