package io.trawl.discovery;

import io.trawl.discovery.content.Limits;
import io.trawl.discovery.content.ObjectScan;
import io.trawl.discovery.content.Outside;
import io.trawl.discovery.content.Resume;
import io.trawl.discovery.content.SourceTrouble;
import io.trawl.discovery.detect.Detectors;
import io.trawl.discovery.finding.TokenKey;
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

/** Scans slices and publishes what was found in each. */
record ClassifyHandler(SourceHandle source, Limits limits, Detectors detectors, Detectors all, TokenKey key)
        implements PhaseHandler {
    @Override
    public RecordOutcome process(Record slice, @Nullable String cursor, Output target) throws IOException {
        try {
            return switch (source.get()) {
                case ByteSource bytes -> bytes(bytes, slice, cursor, new CarriedOutput(target));
                case TableSource tables -> table(tables, slice, cursor, target);
            };
        } catch (Unreadable e) {
            return RecordOutcome.skipped(e.reason());
        } catch (SourceTrouble e) {
            throw e.getCause();
        } catch (Outside e) {
            throw e.carried();
        }
    }

    private RecordOutcome table(TableSource tables, Record slice, @Nullable String cursor, Output output)
            throws Unreadable, IOException {
        TableSliceBody body = TableSliceBody.of(slice);
        // A slice is named after its table, and after its place there when there is more than one.
        boolean part = cursor != null || !slice.name().equals(body.object());
        FindingCollector findings = collector(Resume.from(null), part, new CarriedOutput(output));
        TableRows rows = new TableRows(body.object(), slice.name(), findings, output);
        RecordOutcome outcome = tables.read(body.slice(), cursor, rows);
        rows.end();
        return outcome;
    }

    private FindingCollector collector(Resume resume, boolean part, Output output) {
        return new FindingCollector(new Search(detectors, all, key), limits, resume, part, output);
    }

    private RecordOutcome bytes(ByteSource bytes, Record slice, @Nullable String cursor, Output output)
            throws Unreadable, IOException {
        SliceBody body = SliceBody.of(slice);
        Resume resume = Resume.from(cursor);
        boolean part = body.length() < body.size();
        ObjectScan scan = new ObjectScan(collector(resume, part, output), limits, resume);
        try (Content content = bytes.open(body.locator())) {
            Content metered = new MeteredContent(content, body.size(), output);
            RecordOutcome outcome = body.shape().format().isSliceable()
                    ? scan.slice(metered, slice.name(), body.shape(), body.offset(), body.end())
                    : scan.whole(metered, slice.name(), body.shape());
            // Whatever else was said of it, bytes that are not there any more were not read.
            return metered.size() < body.end() ? RecordOutcome.skipped(Reasons.CHANGED) : outcome;
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /**
     * What to look for.
     *
     * @param all what must not become a name either, whatever the job asked for
     */
    record Search(Detectors wanted, Detectors all, TokenKey key) {}
}
