package io.trawl.discovery.source;

import io.trawl.engine.workload.RecordOutcome;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A place whose objects are tables: rows of named columns. The source itself knows how to cut one and how to go on. */
public non-sealed interface TableSource extends OpenSource {
    /**
     * Cuts a table into slices that can be read apart, and tells which of its columns will not be read.
     *
     * @param cursor null for all slices, else those after this one, as {@code cuts} was given it
     * @return PROCESSED, or why not all of the table will be read
     * @throws Unreadable with the reason why none of it can be
     */
    RecordOutcome cut(String locator, @Nullable String cursor, Cuts cuts) throws Unreadable, IOException;

    /**
     * Reads the rows of one slice.
     *
     * @param slice as {@link Cuts} was given it
     * @param cursor null for all of it, else what comes after it, as {@code rows} was given it
     * @throws Unreadable with the reason why the rest cannot be read
     */
    RecordOutcome read(String slice, @Nullable String cursor, Rows rows) throws Unreadable, IOException;
}
