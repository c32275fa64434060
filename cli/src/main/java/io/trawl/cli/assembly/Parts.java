package io.trawl.cli.assembly;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a process is made of, closed in the reverse order of its start, also when a later part fails to start. */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                // The others must be closed all the same; what this one left is healed at the next start.
                System.getLogger(Parts.class.getName())
                        .log(System.Logger.Level.WARNING, "A part did not close cleanly.", e);
            }
        }
    }
}
