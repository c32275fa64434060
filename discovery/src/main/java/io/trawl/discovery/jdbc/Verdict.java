package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.Unreadable;
import java.io.IOException;

/** What an error of a database means for what was being read. */
record Verdict(Kind kind, String reason) {
    enum Kind {
        /** It says no, and will say so again. */
        REFUSED,
        /** It cannot, whoever asks. */
        BROKEN,
        /** It may work the next time. */
        PASSING
    }

    static Verdict refused(String reason) {
        return new Verdict(Kind.REFUSED, reason);
    }

    static Verdict broken(String state) {
        return new Verdict(Kind.BROKEN, Reasons.QUERY_ERROR + state);
    }

    static Verdict passing(String reason) {
        return new Verdict(Kind.PASSING, reason);
    }

    /** For where a record is read: what may pass is tried again. */
    Unreadable thrown() throws IOException {
        if (kind == Kind.PASSING) {
            throw new SourceUnavailable();
        }
        return new Unreadable(reason);
    }

    /** Without the driver's message: it may quote values, and its cause goes where messages go. */
    static final class SourceUnavailable extends IOException {
        SourceUnavailable() {
            super("The source does not answer now.");
        }
    }
}
