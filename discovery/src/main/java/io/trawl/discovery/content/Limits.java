package io.trawl.discovery.content;

/**
 * What the content of one object may cost.
 *
 * @param sliceBytes plain text is scanned in parts of this size, each a record of its own
 * @param windowChars text held in memory at a time
 * @param checkpointChars scanned since the last safe place before there is a new one
 * @param unpackedBytes out of one object, all archives in it together
 * @param entries of one archive
 * @param archiveDepth archives in archives
 * @param spoolBytes held in memory of an archive or document that is inside an archive
 */
public record Limits(
        long sliceBytes,
        int windowChars,
        long checkpointChars,
        long unpackedBytes,
        int entries,
        int archiveDepth,
        int spoolBytes) {
    public static final Limits DEFAULTS = new Limits(8L << 20, 256 << 10, 32L << 20, 1L << 30, 10_000, 4, 32 << 20);

    /** Deflate reaches 1,032 to 1 on zeros; nothing that people write comes near. */
    static final int MAX_RATIO = 1_000;
    /** Below this much output no ratio matters. */
    static final long RATIO_FREE_BYTES = 10L << 20;

    static final int MAX_JSON_DEPTH = 1_000;
    /** A longer document cannot go on from a checkpoint in good time, and is read as text in slices. */
    static final long MAX_JSON_BYTES = 1L << 30;

    static final int MAX_JSON_STRING = 4 << 20;
    /** A longer cell or line is scanned in parts. */
    static final int MAX_VALUE_CHARS = 256 << 10;
    /** Columns of a table that keep a name of their own. */
    static final int MAX_COLUMNS = 10_000;
    /** What the sniffer looks at. */
    public static final int HEAD_BYTES = 64 << 10;

    public Limits {
        if (sliceBytes < 1 || windowChars < 16 || checkpointChars < 1 || archiveDepth < 0) {
            throw new IllegalArgumentException("Limits must be positive, and a window at least 16 characters.");
        }
    }
}
