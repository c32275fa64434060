package io.trawl.discovery;

import io.trawl.discovery.content.Holes;
import io.trawl.discovery.content.Limits;
import io.trawl.discovery.content.Shape;
import io.trawl.discovery.content.Sniffed;
import io.trawl.discovery.content.Sniffer;
import io.trawl.discovery.source.ByteSource;
import io.trawl.discovery.source.Content;
import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.TableSource;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.Output;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Looks at the head of an object and cuts it into what can be scanned apart. */
record InspectHandler(SourceHandle source, Limits limits) implements PhaseHandler {
    private static final int CHECKPOINT_EVERY = 200;

    @Override
    public RecordOutcome process(Record object, @Nullable String cursor, Output output) throws IOException {
        try {
            return switch (source.get()) {
                case ByteSource bytes -> bytes(bytes, object, cursor, output);
                case TableSource tables ->
                    tables.cut(ObjectBody.of(object).locator(), cursor, new TableCuts(object.name(), output));
            };
        } catch (Unreadable e) {
            return RecordOutcome.skipped(e.reason());
        }
    }

    private RecordOutcome bytes(ByteSource bytes, Record object, @Nullable String cursor, Output output)
            throws Unreadable, IOException {
        ObjectBody body = ObjectBody.of(object);
        try (Content content = bytes.open(body.locator())) {
            // A file that grew since it was listed is inspected as it is now.
            long size = content.size();
            Content metered = new MeteredContent(content, size, output);
            byte[] head = new byte[(int) Math.min(size, Limits.HEAD_BYTES)];
            int length = metered.read(0, head, 0, head.length);
            return switch (Sniffer.sniff(head, length, object.name())) {
                case Sniffed.Empty _ -> RecordOutcome.PROCESSED;
                case Sniffed.Refused(String reason) -> RecordOutcome.skipped(reason);
                case Sniffed.Readable(Shape _) when Holes.isMostly(metered) -> RecordOutcome.skipped(Reasons.SPARSE);
                case Sniffed.Readable(Shape shape) -> {
                    long from = cursor == null ? 0 : Long.parseLong(cursor);
                    slice(object.name(), body.locator(), size, shape.within(size), from, output);
                    yield RecordOutcome.PROCESSED;
                }
            };
        }
    }

    private void slice(String name, String locator, long size, Shape shape, long from, Output output) {
        if (!shape.format().isSliceable()) {
            output.emit(new SliceBody(locator, size, 0, size, shape).record(name));
            return;
        }
        int emitted = 0;
        for (long at = from; at < size; at += limits.sliceBytes()) {
            long length = Math.min(limits.sliceBytes(), size - at);
            output.emit(new SliceBody(locator, size, at, length, shape).record(name));
            emitted++;
            if (emitted % CHECKPOINT_EVERY == 0) {
                output.checkpoint(Long.toString(at + length));
            }
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
