package io.trawl.engine.workload;

import io.trawl.schemas.SourceSpec;

/** What a workload can say of sources of one kind before a job reads them. Stateless, safe for use by many threads. */
public interface SourceChecker {
    /**
     * Refuses wrong options; pure and quick, opens nothing.
     *
     * @param pointer of the source in the request, for example {@code /sources/0}; empty for the whole document
     * @throws InvalidJob naming the field, the reason and the remedy
     */
    void validate(SourceSpec source, String pointer) throws InvalidJob;

    /**
     * Opens the source as an attempt would, looks whether it can be read, and closes it. Time-outs of its own keep it
     * under {@link #MAX_SECONDS}; the caller may interrupt it.
     */
    SourceCheck test(SourceSpec source, SourceAccess access);

    int MAX_SECONDS = 20;
}
