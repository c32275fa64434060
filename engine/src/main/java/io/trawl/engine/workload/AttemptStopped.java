package io.trawl.engine.workload;

/** The attempt no longer counts (cancelled, lost, shutting down): stop at once, read nothing more. */
public final class AttemptStopped extends RuntimeException {
    public AttemptStopped(String reason) {
        super(reason, null, false, false);
    }
}
