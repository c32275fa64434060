package io.trawl.schemas;

/** Records by outcome; at the end {@code discovered = processed + skipped + failed + excluded}. */
public record RecordCounts(long discovered, long processed, long skipped, long failed, long excluded) {
    public static final RecordCounts NONE = new RecordCounts(0, 0, 0, 0, 0);

    public RecordCounts {
        Checks.atLeast(discovered, 0, "discovered");
        Checks.atLeast(processed, 0, "processed");
        Checks.atLeast(skipped, 0, "skipped");
        Checks.atLeast(failed, 0, "failed");
        Checks.atLeast(excluded, 0, "excluded");
    }

    public RecordCounts plus(RecordCounts other) {
        return new RecordCounts(
                discovered + other.discovered,
                processed + other.processed,
                skipped + other.skipped,
                failed + other.failed,
                excluded + other.excluded);
    }

    /** Records that have no outcome yet. */
    public long open() {
        return discovered - processed - skipped - failed - excluded;
    }
}
