package io.trawl.cli.assembly;

import io.trawl.cli.traces.CollectorSpans;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.Spans;
import io.trawl.engine.trace.Tracing;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a process does for traces, by its settings. */
final class OpenedTraces {
    private OpenedTraces() {}

    /**
     * @param parts closes what is opened, so before whatever tells of spans is opened
     * @param collector null keeps no spans
     */
    static Tracing open(Parts parts, @Nullable URI collector, String service) {
        Spans spans = collector == null ? Spans.NONE : parts.opened(CollectorSpans.to(collector, service));
        return new Tracing(new JobTraces(), spans);
    }
}
