package io.trawl.discovery.source;

import org.jspecify.annotations.Nullable;

/** Takes the rows of a slice, cell by cell. Every call may stop the attempt. */
public interface Rows {
    /** A place that is not known. */
    long NOWHERE = -1;

    /**
     * One cell.
     *
     * @param column as it is called in the table
     * @param value null for a NULL
     * @param row where its row is, if the source can say so without telling a value, or {@link #NOWHERE}
     * @return why it was not searched, or null
     */
    @Nullable
    String cell(String column, @Nullable Cell value, long row);

    /** Part of a column was not read in this slice, and why; told once for each column and reason. */
    void left(String column, String reason);

    /**
     * All that was told so far is safe, and a later attempt can go on from here.
     *
     * @param cursor holds no value of the table
     */
    void reached(String cursor);

    /** Pays for what is read: returns when the rates of the source allow to go on. */
    void pay(long bytes, long rows);

    /** Tells how long the source took for one page, which is at an end: returns when it may be asked for the next. */
    void took(long millis, long bytes);

    /** Bytes that came from the source. */
    void read(long bytes);

    /** Asks whether to go on. */
    void busy();

    /** Whether to let go; may be asked by any thread. */
    boolean stopped();
}
