package io.trawl.discovery.content;

import io.trawl.discovery.source.Content;
import io.trawl.discovery.source.Names;
import io.trawl.discovery.source.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The table of contents of a zip archive. It is what archivers go by, and it shows entries that lie over each other,
 * by which small archives unpack to anything.
 *
 * @param truncated there are more entries than the limit
 */
record ZipEntries(List<Entry> entries, boolean truncated) {
    private static final int END_SIGNATURE = 0x06054B50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final int LOCATOR_SIGNATURE = 0x07064B50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END64_BYTES = 56;
    private static final int HEADER_SIGNATURE = 0x02014B50;
    private static final int HEADER_BYTES = 46;
    private static final int LOCAL_SIGNATURE = 0x04034B50;
    private static final int LOCAL_BYTES = 30;
    private static final long MAX_32 = 0xFFFFFFFFL;
    private static final int FLAG_ENCRYPTED = 1;
    private static final int EXTRA_ZIP64 = 1;

    /**
     * @param name printable, for display only: never a path
     * @param header where its local header is
     * @param packed its bytes in the archive
     */
    record Entry(String name, boolean encrypted, int method, long header, long packed) {
        boolean isDirectory() {
            return name.endsWith("/");
        }

        /** Where its data begins. */
        long data(Content archive) throws IOException {
            ByteBuffer local = bytes(archive, header, LOCAL_BYTES);
            if (local.getInt(0) != LOCAL_SIGNATURE) {
                throw ContentStopped.malformed(Format.ZIP);
            }
            return header + LOCAL_BYTES + local.getChar(26) + local.getChar(28);
        }
    }

    static ZipEntries of(Content archive, int max) throws IOException {
        long end = findEnd(archive);
        ByteBuffer trailer = bytes(archive, end, END_BYTES);
        long count = trailer.getChar(10);
        long at = trailer.getInt(16) & MAX_32;
        if (count == 0xFFFF || at == MAX_32) {
            ByteBuffer large = end64(archive, end);
            count = large.getLong(32);
            at = large.getLong(48);
        }
        List<Entry> entries = new ArrayList<>();
        for (long i = 0; i < count && entries.size() < max; i++) {
            ByteBuffer header = bytes(archive, at, HEADER_BYTES);
            if (header.getInt(0) != HEADER_SIGNATURE) {
                throw ContentStopped.malformed(Format.ZIP);
            }
            int tail = header.getChar(28) + header.getChar(30) + header.getChar(32);
            entries.add(entry(header, bytes(archive, at + HEADER_BYTES, tail)));
            at += HEADER_BYTES + tail;
        }
        requireApart(entries);
        return new ZipEntries(entries, count > max);
    }

    private static Entry entry(ByteBuffer header, ByteBuffer tail) throws ContentStopped {
        byte[] name = new byte[header.getChar(28)];
        tail.get(0, name);
        long packed = header.getInt(20) & MAX_32;
        long local = header.getInt(42) & MAX_32;
        boolean largeUnpacked = (header.getInt(24) & MAX_32) == MAX_32;
        int at = name.length;
        int end = name.length + header.getChar(30);
        while (at + 4 <= end && (packed == MAX_32 || local == MAX_32)) {
            int field = at + 4;
            int next = field + tail.getChar(at + 2);
            if (tail.getChar(at) == EXTRA_ZIP64 && next <= end) {
                field += largeUnpacked ? 8 : 0;
                if (packed == MAX_32 && field + 8 <= next) {
                    packed = tail.getLong(field);
                    field += 8;
                }
                if (local == MAX_32 && field + 8 <= next) {
                    local = tail.getLong(field);
                }
                break;
            }
            at = next;
        }
        if (packed < 0 || local < 0) {
            throw ContentStopped.malformed(Format.ZIP);
        }
        String shown = Names.clip(Names.display(name), Names.MAX_LENGTH / 2);
        return new Entry(shown, (header.getChar(8) & FLAG_ENCRYPTED) != 0, header.getChar(10), local, packed);
    }

    private static void requireApart(List<Entry> entries) throws ContentStopped {
        List<Entry> inPlace =
                entries.stream().sorted(Comparator.comparingLong(Entry::header)).toList();
        for (int i = 1; i < inPlace.size(); i++) {
            Entry before = inPlace.get(i - 1);
            if (before.header() + LOCAL_BYTES + before.packed() > inPlace.get(i).header()) {
                throw ContentStopped.skipped(Reasons.BOMB);
            }
        }
    }

    /** The trailer is at the very end, but for a comment. */
    private static long findEnd(Content archive) throws IOException {
        long size = archive.size();
        int length = (int) Math.min(size, END_BYTES + MAX_COMMENT);
        ByteBuffer tail = bytes(archive, size - length, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE && at + END_BYTES + tail.getChar(at + 20) <= length) {
                return size - length + at;
            }
        }
        throw ContentStopped.malformed(Format.ZIP);
    }

    private static ByteBuffer end64(Content archive, long end) throws IOException {
        ByteBuffer locator = bytes(archive, end - LOCATOR_BYTES, LOCATOR_BYTES);
        if (locator.getInt(0) != LOCATOR_SIGNATURE) {
            throw ContentStopped.malformed(Format.ZIP);
        }
        return bytes(archive, locator.getLong(8), END64_BYTES);
    }

    private static ByteBuffer bytes(Content archive, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (at < 0 || read(archive, at, bytes) < length) {
            throw ContentStopped.malformed(Format.ZIP);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int read(Content archive, long at, byte[] bytes) {
        try {
            return archive.read(at, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new SourceTrouble(e);
        }
    }
}
