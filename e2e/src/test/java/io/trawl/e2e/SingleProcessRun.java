package io.trawl.e2e;

import java.nio.file.Path;
import java.util.UUID;

/** What one undisturbed process finds: what all others are compared with. */
public final class SingleProcessRun {
    private SingleProcessRun() {}

    /** @param data directory of its own; its key stays there */
    public static Canonical over(Path tree, Path data) {
        try (Server server = Server.start(data)) {
            UUID job = server.submit(tree);
            server.awaitEnd(job);
            Canonical found = Canonical.of(server.jobs(), job);
            server.stop();
            return found;
        }
    }
}
