package io.trawl.discovery.file;

import io.trawl.discovery.source.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** The bytes of one open file. */
record FileContent(SeekableByteChannel channel) implements Content {
    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        if (channel.position() != position) {
            channel.position(position);
        }
        ByteBuffer into = ByteBuffer.wrap(target, offset, length);
        while (into.hasRemaining() && channel.read(into) > 0) {
            // A read may give less than was asked for.
        }
        return into.position() - offset;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
