package io.trawl.discovery.content;

import io.trawl.discovery.source.Content;

/** Content that is in memory. */
record BytesContent(byte[] bytes) implements Content {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        int count = (int) Math.min(length, Math.max(0, bytes.length - position));
        if (count > 0) {
            System.arraycopy(bytes, (int) position, target, offset, count);
        }
        return count;
    }

    @Override
    public void close() {}
}
