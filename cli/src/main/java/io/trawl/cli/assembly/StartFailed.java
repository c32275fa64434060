package io.trawl.cli.assembly;

/** A part could not be started; the message says in a sentence why and what to do. */
public final class StartFailed extends RuntimeException {
    public StartFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
