package io.trawl.schemas;

/** What became of a record; the receipt adds these up to what was discovered. */
public enum Outcome {
    PROCESSED,
    /** Not read, with a reason; a gap. */
    SKIPPED,
    /** Could not be processed, with a reason; a gap. */
    FAILED,
    /** Left out on purpose, with the rule that said so; no gap. */
    EXCLUDED
}
