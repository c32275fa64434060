package io.trawl.discovery;

import io.trawl.discovery.source.Content;
import io.trawl.engine.workload.Output;
import java.io.IOException;

/** Content as it was known to be when its job saw it first: what is appended meanwhile is not read. Reading is reported. */
record MeteredContent(Content content, long knownSize, Output output) implements Content {
    /** Bytes paid for and read at a time. */
    private static final int STEP = 64 << 10;

    @Override
    public long size() throws IOException {
        return Math.min(knownSize, content.size());
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        int wanted = (int) Math.min(length, Math.max(0, knownSize - position));
        int done = 0;
        while (done < wanted) {
            int read = step(position + done, target, offset + done, Math.min(STEP, wanted - done));
            done += read;
            if (read == 0) {
                break;
            }
        }
        return done;
    }

    /** Paid for before it is read: the source never sees more than its rate. */
    private int step(long position, byte[] target, int offset, int length) throws IOException {
        output.pay(length, 0);
        long begin = System.nanoTime();
        int read = content.read(position, target, offset, length);
        output.took((System.nanoTime() - begin) / 1_000_000, read);
        if (read > 0) {
            output.read(read);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
