package io.trawl.cli.assembly;

import org.jspecify.annotations.Nullable;

/** A part could not be started; the message says in a sentence why and what to do. */
public final class StartFailed extends RuntimeException {
    public StartFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
