package io.trawl.discovery;

import io.trawl.discovery.source.Content;
import io.trawl.engine.workload.Output;
import java.io.IOException;

/** Content as it was known to be when its job saw it first: what is appended meanwhile is not read. Reading is reported. */
record MeteredContent(Content content, long knownSize, Output output) implements Content {
    @Override
    public long size() throws IOException {
        return Math.min(knownSize, content.size());
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        int wanted = (int) Math.min(length, Math.max(0, knownSize - position));
        int read = wanted == 0 ? 0 : content.read(position, target, offset, wanted);
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
