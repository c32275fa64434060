package io.trawl.orchestrator.api;

import org.jspecify.annotations.Nullable;

/** The API could not be started. The message is one sentence for the user, with the remedy. */
public final class ApiStartFailed extends Exception {
    public ApiStartFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
