package io.trawl.discovery.file;

import io.trawl.discovery.source.ByteSource;
import io.trawl.discovery.source.Connector;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.SourceCheck;
import io.trawl.engine.workload.SourceCheck.Trouble;
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
    public SourceCheck test(SourceSpec source, SourceAccess access) {
        try {
            return RootCheck.of(FileOptions.of(source, ""), FileRoots.of(access));
        } catch (InvalidJob e) {
            return new SourceCheck(Trouble.UNSUITABLE, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ByteSource open(SourceSpec source, SourceAccess access) throws Unreadable, IOException {
        try {
            FileOptions options = FileOptions.of(source, "");
            FileRoots.of(access).require(options.root());
            return FileSource.open(options);
        } catch (InvalidJob e) {
            throw new IllegalStateException("The source was accepted with options it cannot use: " + e.pointer(), e);
        }
    }
}
