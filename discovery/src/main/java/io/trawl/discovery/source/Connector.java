package io.trawl.discovery.source;

import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;

/** One kind of place: a file tree, a bucket, a database. Stateless and safe for use by many threads. */
public interface Connector {
    /** As written in {@code sources[].connector}. */
    String name();

    /**
     * Refuses wrong options; opens nothing.
     *
     * @param pointer of the source in the request, for example {@code /sources/0}
     */
    void validate(SourceSpec source, String pointer) throws InvalidJob;

    /**
     * @throws Unreadable the place itself says no: it is gone, or access is denied
     * @throws IOException trouble that a retry may mend
     */
    OpenSource open(SourceSpec source) throws Unreadable, IOException;
}
