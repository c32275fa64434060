package io.trawl.discovery.content;

import io.trawl.discovery.source.Reasons;
import io.trawl.engine.workload.RecordOutcome;
import java.io.IOException;

/** The content itself is why reading stops here; what came before was handed over. */
final class ContentStopped extends IOException {
    private final transient RecordOutcome outcome;

    private ContentStopped(RecordOutcome outcome, String reason) {
        super(reason);
        this.outcome = outcome;
    }

    /** A limit, or something that is not for us to read. */
    static ContentStopped skipped(String reason) {
        return new ContentStopped(RecordOutcome.skipped(reason), reason);
    }

    static ContentStopped malformed(Format format) {
        String reason = Reasons.MALFORMED + format.name().toLowerCase(java.util.Locale.ROOT);
        return new ContentStopped(RecordOutcome.failed(reason), reason);
    }

    RecordOutcome outcome() {
        return outcome;
    }
}
