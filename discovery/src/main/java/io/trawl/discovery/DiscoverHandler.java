package io.trawl.discovery;

import io.trawl.discovery.source.Listing;
import io.trawl.discovery.source.SourceObject;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.Output;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.schemas.Outcome;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lists a source. */
record DiscoverHandler(SourceHandle source) implements PhaseHandler {
    /** Small enough that the next phase soon has work. */
    private static final int CHECKPOINT_EVERY = 200;

    @Override
    public RecordOutcome process(Record root, @Nullable String cursor, Output output) throws IOException {
        try {
            source.get().list(cursor, new Telling(output));
            return RecordOutcome.PROCESSED;
        } catch (Unreadable e) {
            return RecordOutcome.skipped(e.reason());
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private static final class Telling implements Listing {
        private final Output output;
        private int told;

        Telling(Output output) {
            this.output = output;
        }

        @Override
        public void found(SourceObject object, String cursor) {
            output.emit(ObjectBody.record(object));
            told(cursor);
        }

        @Override
        public void left(Outcome outcome, String reason, String name, String cursor) {
            output.note(outcome, reason, name);
            told(cursor);
        }

        @Override
        public void busy() {
            output.heartbeat();
        }

        private void told(String cursor) {
            told++;
            if (told % CHECKPOINT_EVERY == 0) {
                output.checkpoint(cursor);
            }
        }
    }
}
