package io.trawl.discovery.source;

import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.SourceChecker;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;

/** One kind of place: a file tree, a bucket, a database. Stateless and safe for use by many threads. */
public interface Connector extends SourceChecker {
    /** As written in {@code sources[].connector}. */
    String name();

    /**
     * @param access credentials are resolved here and nowhere before
     * @throws Unreadable the place itself says no: it is gone, or access is denied
     * @throws IOException trouble that a retry may mend
     */
    OpenSource open(SourceSpec source, SourceAccess access) throws Unreadable, IOException;
}
