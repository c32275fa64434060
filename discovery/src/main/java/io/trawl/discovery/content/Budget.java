package io.trawl.discovery.content;

import io.trawl.discovery.source.Reasons;

/** The unpacked bytes that one object may still give, whatever is in it. */
final class Budget {
    private long left;

    Budget(long bytes) {
        this.left = bytes;
    }

    void spend(long bytes) throws ContentStopped {
        left -= bytes;
        if (left < 0) {
            throw ContentStopped.skipped(Reasons.TOO_LARGE);
        }
    }

    boolean isSpent() {
        return left < 0;
    }
}
