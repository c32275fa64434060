package io.trawl.discovery.file;

import io.trawl.discovery.source.Connector;
import io.trawl.discovery.source.OpenSource;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;

/** File trees that the worker's machine can see. */
public final class FileConnector implements Connector {
    @Override
    public String name() {
        return "file";
    }

    @Override
    public void validate(SourceSpec source, String pointer) throws InvalidJob {
        FileOptions.of(source, pointer);
    }

    @Override
    public OpenSource open(SourceSpec source) throws Unreadable, IOException {
        try {
            return FileSource.open(FileOptions.of(source, ""));
        } catch (InvalidJob e) {
            throw new IllegalStateException("The source was accepted with options it cannot use: " + e.pointer(), e);
        }
    }
}
