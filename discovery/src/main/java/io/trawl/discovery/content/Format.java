package io.trawl.discovery.content;

/** What can be read. */
public enum Format {
    /** Prose, logs, source code: anything without a structure that is used. */
    TEXT,
    /** One JSON document per line. */
    NDJSON,
    CSV,
    JSON,
    GZIP,
    ZIP;

    /** Whether any part can be read without what comes before it. */
    public boolean isSliceable() {
        return this == TEXT || this == NDJSON;
    }
}
