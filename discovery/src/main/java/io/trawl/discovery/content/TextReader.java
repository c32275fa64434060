package io.trawl.discovery.content;

import java.io.IOException;
import java.io.InputStream;

/** Decodes a stream into windows. */
final class TextReader {
    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;
    private final Encoding encoding;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private long position;
    private boolean ended;

    /** @param position of the stream's first byte in the object */
    TextReader(InputStream in, Encoding encoding, long position) {
        this.in = in;
        this.encoding = encoding;
        this.position = position;
    }

    /** Adds text until the window is full or the stream ends. */
    void fill(TextWindow window) throws IOException {
        while (window.hasRoom() && (at < end || !ended)) {
            if (end - at < Encoding.MAX_CHARACTER_BYTES && !ended) {
                refill();
            }
            int used = encoding.decode(buffer, at, end, window, position);
            if (used == 0 && ended && at < end && window.hasRoom()) {
                // The stream ends within a character.
                window.add('\uFFFD', position);
                used = 1;
            }
            at += used;
            position += used;
        }
    }

    boolean isAtEnd() {
        return ended && at == end;
    }

    private void refill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            ended = true;
        } else {
            end += read;
        }
    }
}
