package io.trawl.engine.attempt;

import io.trawl.engine.workload.RecordOutcome;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Tally;
import java.util.HashMap;
import java.util.Map;

/** Counts outcomes until they are reported. */
final class TallyBuilder {
    private long noted;
    private long processed;
    private long bytes;
    private final Map<String, Long> skipped = new HashMap<>();
    private final Map<String, Long> failed = new HashMap<>();
    private final Map<String, Long> excluded = new HashMap<>();

    void count(RecordOutcome outcome) {
        switch (outcome) {
            case RecordOutcome.Processed _ -> processed++;
            case RecordOutcome.Skipped skip -> skipped.merge(skip.reason(), 1L, Long::sum);
            case RecordOutcome.Failed failure -> failed.merge(failure.reason(), 1L, Long::sum);
            case RecordOutcome.Excluded exclusion -> excluded.merge(exclusion.rule(), 1L, Long::sum);
        }
    }

    void note(Outcome outcome, String reason) {
        noted++;
        switch (outcome) {
            case SKIPPED -> skipped.merge(reason, 1L, Long::sum);
            case FAILED -> failed.merge(reason, 1L, Long::sum);
            case EXCLUDED -> excluded.merge(reason, 1L, Long::sum);
            case PROCESSED -> throw new IllegalArgumentException("A note is SKIPPED, FAILED or EXCLUDED.");
        }
    }

    void read(long count) {
        bytes += count;
    }

    /** Distinct reasons held; a report can carry a limited number. */
    int reasons() {
        return Math.max(skipped.size(), Math.max(failed.size(), excluded.size()));
    }

    void addAll(TallyBuilder other) {
        noted += other.noted;
        processed += other.processed;
        bytes += other.bytes;
        other.skipped.forEach((reason, count) -> skipped.merge(reason, count, Long::sum));
        other.failed.forEach((reason, count) -> failed.merge(reason, count, Long::sum));
        other.excluded.forEach((reason, count) -> excluded.merge(reason, count, Long::sum));
    }

    void clear() {
        noted = 0;
        processed = 0;
        bytes = 0;
        skipped.clear();
        failed.clear();
        excluded.clear();
    }

    Tally build() {
        return new Tally(noted, processed, skipped, failed, excluded, bytes);
    }
}
