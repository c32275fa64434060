package io.trawl.discovery.jdbc;

/**
 * What one read of a database may cost, there and here.
 *
 * @param sliceBytes of a table that are a record of their own
 * @param pageRows read in one transaction
 * @param pageChars held in memory at a time, about
 * @param inlineChars of each cell that come with its row
 * @param cellChars of a long cell that are read; the rest is a gap
 * @param pageMillis after which a transaction ends at the next row
 */
record DatabaseLimits(long sliceBytes, int pageRows, long pageChars, int inlineChars, int cellChars, long pageMillis) {
    static final DatabaseLimits DEFAULTS = new DatabaseLimits(8L << 20, 2_000, 8L << 20, 4_096, 1 << 20, 1_000);

    /** A value is not made into text at the source when it takes more than this there, compressed. */
    static final int GUARD_BYTES = 1 << 20;
    /** Tables listed in one transaction. */
    static final int LIST_PAGE = 500;

    static final int MAX_SLICES = 200_000;
    private static final int MAX_FETCH = 500;
    /** Of a cell of a table without key or blocks, whose rows cannot be asked for again. */
    private static final int WHOLE_FACTOR = 16;

    DatabaseLimits withSlices(long bytes) {
        return new DatabaseLimits(bytes, pageRows, pageChars, inlineChars, cellChars, pageMillis);
    }

    int inlineChars(Slice.Kind kind) {
        return kind == Slice.Kind.WHOLE ? inlineChars * WHOLE_FACTOR : inlineChars;
    }

    /** Rows the driver holds: even if every cell of every row is as long as it can be, they fit. */
    int fetchRows(Slice.Kind kind, int columns) {
        return (int) Math.clamp(pageChars / ((long) inlineChars(kind) * Math.max(1, columns)), 1, MAX_FETCH);
    }
}
