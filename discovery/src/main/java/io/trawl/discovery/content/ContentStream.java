package io.trawl.discovery.content;

import io.trawl.discovery.source.Content;
import java.io.IOException;
import java.io.InputStream;

/** A stretch of an object as a stream. */
final class ContentStream extends InputStream {
    private final Content content;
    private final long end;
    private long position;

    ContentStream(Content content, long position, long end) {
        super();
        this.content = content;
        this.position = position;
        this.end = end;
    }

    long position() {
        return position;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        try {
            int read = content.read(position, target, offset, (int) Math.min(length, Math.max(0, end - position)));
            position += read;
            return read == 0 ? -1 : read;
        } catch (IOException e) {
            throw new SourceTrouble(e);
        }
    }
}
