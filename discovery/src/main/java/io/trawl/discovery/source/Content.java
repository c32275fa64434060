package io.trawl.discovery.source;

import java.io.Closeable;
import java.io.IOException;

/** The bytes of one object, read from anywhere. */
public interface Content extends Closeable {
    /** Bytes now; it may change while being read. */
    long size() throws IOException;

    /**
     * Fills {@code target} from {@code position} on, as far as there are bytes.
     *
     * @return bytes read, 0 at or after the end
     */
    int read(long position, byte[] target, int offset, int length) throws IOException;
}
