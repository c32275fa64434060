package io.trawl.discovery;

import io.trawl.discovery.content.Limits;
import io.trawl.discovery.content.ObjectScan;
import io.trawl.discovery.content.Outside;
import io.trawl.discovery.content.Resume;
import io.trawl.discovery.content.SourceTrouble;
import io.trawl.discovery.detect.Detectors;
import io.trawl.discovery.finding.TokenKey;
import io.trawl.discovery.source.Content;
import io.trawl.discovery.source.Reasons;
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
        Output output = new CarriedOutput(target);
        SliceBody body = SliceBody.of(slice);
        Resume resume = Resume.from(cursor);
        Search search = new Search(detectors, all, key);
        FindingCollector findings = new FindingCollector(search, limits, resume, output);
        ObjectScan scan = new ObjectScan(findings, limits, resume);
        try (Content content = source.get().open(body.locator())) {
            Content metered = new MeteredContent(content, body.size(), output);
            RecordOutcome outcome = body.shape().format().isSliceable()
                    ? scan.slice(metered, slice.name(), body.shape(), body.offset(), body.end())
                    : scan.whole(metered, slice.name(), body.shape());
            // Whatever else was said of it, bytes that are not there any more were not read.
            return metered.size() < body.end() ? RecordOutcome.skipped(Reasons.CHANGED) : outcome;
        } catch (Unreadable e) {
            return RecordOutcome.skipped(e.reason());
        } catch (SourceTrouble e) {
            throw e.getCause();
        } catch (Outside e) {
            throw e.carried();
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
