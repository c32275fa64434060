package io.trawl.engine.workload;

/** What became of one record. Reasons are short stable codes ({@code denied}, {@code unsupported:pdf}), never values. */
public sealed interface RecordOutcome {
    RecordOutcome PROCESSED = new Processed();

    static RecordOutcome skipped(String reason) {
        return new Skipped(reason);
    }

    static RecordOutcome failed(String reason) {
        return new Failed(reason);
    }

    static RecordOutcome excluded(String rule) {
        return new Excluded(rule);
    }

    /** It was read and handled whole. */
    record Processed() implements RecordOutcome {}

    /** It was not read, or not whole. */
    record Skipped(String reason) implements RecordOutcome {}

    /** It could not be processed and a retry would not help. */
    record Failed(String reason) implements RecordOutcome {}

    /** It was left out on purpose. */
    record Excluded(String rule) implements RecordOutcome {}
}
