package io.trawl.discovery.content;

import io.trawl.discovery.source.Content;
import java.io.IOException;

/** A file may claim a terabyte and have a line: where nothing was written, zeros are read. */
public final class Holes {
    private static final long SMALL = 64L << 20;
    private static final int PROBES = 9;
    private static final int PROBE_BYTES = 4 << 10;

    private Holes() {}

    /** Whether most places of a large object hold nothing but zeros. */
    public static boolean isMostly(Content content) throws IOException {
        long size = content.size();
        if (size < SMALL) {
            return false;
        }
        byte[] probe = new byte[PROBE_BYTES];
        int empty = 0;
        for (int i = 1; i <= PROBES; i++) {
            int read = content.read(size / (PROBES + 1) * i, probe, 0, PROBE_BYTES);
            int set = 0;
            for (int b = 0; b < read; b++) {
                set |= probe[b];
            }
            empty += set == 0 ? 1 : 0;
        }
        return empty * 2 > PROBES;
    }
}
