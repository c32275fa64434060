package io.trawl.discovery;

import io.trawl.discovery.source.Connector;
import io.trawl.discovery.source.OpenSource;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.schemas.SourceSpec;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The source of one attempt, opened at its first use: that it refuses is an outcome of a record, not a failure. */
final class SourceHandle implements Closeable {
    private final Connector connector;
    private final SourceSpec spec;
    private final SourceAccess access;
    private @Nullable OpenSource open;

    SourceHandle(Connector connector, SourceSpec spec, SourceAccess access) {
        this.connector = connector;
        this.spec = spec;
        this.access = access;
    }

    OpenSource get() throws Unreadable, IOException {
        OpenSource source = open;
        if (source == null) {
            source = connector.open(spec, access);
            open = source;
        }
        return source;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
