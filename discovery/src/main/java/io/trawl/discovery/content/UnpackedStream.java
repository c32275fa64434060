package io.trawl.discovery.content;

import io.trawl.discovery.source.Reasons;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;

/** What an unpacker gives, within the limits on its output. */
final class UnpackedStream extends FilterInputStream {
    private final Format format;
    private final Budget budget;
    private final LongSupplier packedBytes;
    private long given;

    /** @param packedBytes read so far by the unpacker */
    UnpackedStream(InputStream unpacker, Format format, Budget budget, LongSupplier packedBytes) {
        super(unpacker);
        this.format = format;
        this.budget = budget;
        this.packedBytes = packedBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = unpack(target, offset, length);
        if (read > 0) {
            given += read;
            budget.spend(read);
            if (given > Limits.RATIO_FREE_BYTES && given / Limits.MAX_RATIO > packedBytes.getAsLong()) {
                throw ContentStopped.skipped(Reasons.BOMB);
            }
        }
        return read;
    }

    private int unpack(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (ZipException | EOFException e) {
            throw ContentStopped.malformed(format);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
