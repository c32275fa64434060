package io.trawl.discovery.content;

import io.trawl.discovery.finding.Place;
import io.trawl.discovery.source.Content;
import io.trawl.discovery.source.Reasons;
import io.trawl.engine.workload.RecordOutcome;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads one object, and what is inside it, once. What stands in an archive is counted as it is told (scanned or left),
 * so that a later attempt can pass over what an earlier one has finished.
 */
public final class ObjectScan {
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final Passages passages;
    private final Limits limits;
    private final Budget budget;
    private final Resume resume;
    private final TextScan text;

    public ObjectScan(Passages passages, Limits limits, Resume resume) {
        this.passages = passages;
        this.limits = limits;
        this.budget = new Budget(limits.unpackedBytes());
        this.resume = resume;
        this.text = new TextScan(passages, limits);
    }

    /** Scans what begins in {@code [start, end)} of an object in a sliceable format. */
    public RecordOutcome slice(Content content, String name, Shape shape, long start, long end) throws IOException {
        return guarded(shape.format(), () -> {
            long from = Math.max(start, resume.position());
            passages.begin(name);
            if (shape.format() == Format.NDJSON) {
                long at = aligned(from - NdjsonScan.contextBytes());
                new NdjsonScan(passages).scan(stream(content, at), shape.encoding(), at, from, end);
            } else {
                long at = aligned(from - TextScan.contextBytes(passages, shape.encoding()));
                text.scan(stream(content, at), shape.encoding(), at, from, end);
            }
            passages.end();
            return RecordOutcome.PROCESSED;
        });
    }

    /** Scans an object of any format from its begin to its end. */
    public RecordOutcome whole(Content content, String name, Shape shape) throws IOException {
        return guarded(shape.format(), () -> switch (shape.format()) {
            case TEXT, NDJSON, CSV -> leaf(stream(content, 0), name, shape);
            case JSON -> document(content, name, shape);
            case GZIP -> gunzip(content, name, 1);
            case ZIP -> unzip(content, name, 1);
        });
    }

    private RecordOutcome leaf(InputStream in, String name, Shape shape) throws IOException {
        if (resume.isPassed()) {
            // It still counts against the limits, or a second attempt would find more than the first.
            in.transferTo(OutputStream.nullOutputStream());
            return RecordOutcome.PROCESSED;
        }
        passages.begin(name);
        long from = resume.position();
        switch (shape.format()) {
            case NDJSON -> new NdjsonScan(passages).scan(in, shape.encoding(), 0, from, Long.MAX_VALUE);
            case CSV -> new CsvScan(passages, shape.delimiter(), from).scan(in, shape.encoding());
            case TEXT, JSON, GZIP, ZIP -> text.scan(in, shape.encoding(), 0, from, Long.MAX_VALUE);
        }
        passages.end();
        return RecordOutcome.PROCESSED;
    }

    private RecordOutcome document(Content content, String name, Shape shape) throws IOException {
        if (resume.isPassed()) {
            return RecordOutcome.PROCESSED;
        }
        passages.begin(name);
        ValueScan value = new ValueScan(passages);
        JsonScan json = new JsonScan(
                passages, (column, label, found, at) -> value.scan(column, label, found, _ -> Place.at(at)));
        try {
            json.scan(new CharStream(stream(content, 0), shape.encoding(), 0));
        } catch (JsonScan.NotJson e) {
            passages.discard();
            text.scan(stream(content, 0), shape.encoding(), 0, 0, Long.MAX_VALUE);
        }
        passages.end();
        return RecordOutcome.PROCESSED;
    }

    private RecordOutcome gunzip(Content content, String name, int depth) throws IOException {
        if (depth > limits.archiveDepth()) {
            return RecordOutcome.skipped(Reasons.TOO_DEEP);
        }
        ContentStream packed = stream(content, 0);
        try (InputStream in = new UnpackedStream(opened(packed), Format.GZIP, budget, packed::position)) {
            String inner = name.toLowerCase(Locale.ROOT).endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
            return unpacked(in, name, inner, depth);
        }
    }

    private static InputStream opened(InputStream packed) throws IOException {
        try {
            return new GZIPInputStream(packed, Limits.HEAD_BYTES);
        } catch (ZipException | EOFException e) {
            throw ContentStopped.malformed(Format.GZIP);
        }
    }

    private RecordOutcome unzip(Content archive, String name, int depth) throws IOException {
        if (depth > limits.archiveDepth()) {
            return RecordOutcome.skipped(Reasons.TOO_DEEP);
        }
        ZipEntries all = ZipEntries.of(archive, limits.entries());
        for (ZipEntries.Entry entry : all.entries()) {
            if (!entry.isDirectory()) {
                String shown = name + "!/" + entry.name();
                RecordOutcome outcome = guarded(Format.ZIP, () -> entry(archive, entry, shown, depth));
                if (budget.isSpent()) {
                    return outcome;
                }
                settle(outcome, shown);
            }
        }
        return all.truncated() ? RecordOutcome.skipped(Reasons.TOO_MANY_ENTRIES) : RecordOutcome.PROCESSED;
    }

    private RecordOutcome entry(Content archive, ZipEntries.Entry entry, String name, int depth) throws IOException {
        if (entry.encrypted()) {
            return RecordOutcome.skipped(Reasons.ENCRYPTED);
        }
        if (entry.method() != STORED && entry.method() != DEFLATED) {
            return RecordOutcome.skipped(Reasons.UNSUPPORTED + "zip_method");
        }
        long data = entry.data(archive);
        ContentStream packed = new ContentStream(archive, data, data + entry.packed());
        Inflater inflater = new Inflater(true);
        try (inflater;
                InputStream unpacker = entry.method() == STORED ? packed : new InflaterInputStream(packed, inflater);
                InputStream in = new UnpackedStream(unpacker, Format.ZIP, budget, () -> packed.position() - data)) {
            return unpacked(in, name, name, depth);
        }
    }

    /** @param sniffed the name whose extension counts */
    private RecordOutcome unpacked(InputStream unpacked, String name, String sniffed, int depth) throws IOException {
        BufferedInputStream in = new BufferedInputStream(unpacked, Limits.HEAD_BYTES);
        in.mark(Limits.HEAD_BYTES);
        byte[] head = in.readNBytes(Limits.HEAD_BYTES);
        in.reset();
        return switch (Sniffer.sniff(head, head.length, sniffed)) {
            case Sniffed.Empty _ -> RecordOutcome.PROCESSED;
            case Sniffed.Refused refused -> RecordOutcome.skipped(refused.reason());
            case Sniffed.Readable(Shape shape) -> inner(in, name, shape, depth);
        };
    }

    /** Formats that are not read from begin to end once need all of it at hand. */
    private RecordOutcome inner(InputStream in, String name, Shape shape, int depth) throws IOException {
        if (shape.format() != Format.JSON && shape.format() != Format.GZIP && shape.format() != Format.ZIP) {
            return leaf(in, name, shape);
        }
        byte[] held = in.readNBytes(limits.spoolBytes());
        int more = in.read();
        if (more < 0) {
            BytesContent content = new BytesContent(held);
            return switch (shape.format()) {
                case JSON -> document(content, name, shape);
                case GZIP -> gunzip(content, name, depth + 1);
                case ZIP -> unzip(content, name, depth + 1);
                case TEXT, NDJSON, CSV -> leaf(in, name, shape);
            };
        }
        if (shape.format() != Format.JSON) {
            return RecordOutcome.skipped(Reasons.TOO_LARGE);
        }
        InputStream rest = new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) more}), in);
        return leaf(new SequenceInputStream(new ByteArrayInputStream(held), rest), name, shape.as(Format.TEXT));
    }

    private void settle(RecordOutcome outcome, String name) {
        if (resume.settle()) {
            if (!(outcome instanceof RecordOutcome.Processed)) {
                passages.left(outcome, name);
            }
            passages.settled();
        }
    }

    /** What content does to its reader is an outcome of that content; trouble of the source or the attempt is not. */
    private RecordOutcome guarded(Format format, Reading reading) throws IOException {
        try {
            return reading.read();
        } catch (ContentStopped e) {
            passages.end();
            return e.outcome();
        } catch (ZipException e) {
            passages.end();
            return ContentStopped.malformed(format).outcome();
        } catch (SourceTrouble | Outside e) {
            throw e;
        } catch (RuntimeException e) {
            // A parser met what its author did not think of. Its message may quote the content, so it is not kept.
            passages.end();
            return ContentStopped.malformed(format).outcome();
        }
    }

    private static ContentStream stream(Content content, long position) {
        return new ContentStream(content, position, Long.MAX_VALUE);
    }

    /** A place at which no encoding is in the middle of a unit. */
    private static long aligned(long position) {
        return Math.max(0, position) & ~(Encoding.MAX_CHARACTER_BYTES - 1L);
    }

    @FunctionalInterface
    private interface Reading {
        RecordOutcome read() throws IOException;
    }
}
