package io.trawl.federation;

/** What goes wrong with a request to a simulated site. */
@FunctionalInterface
public interface Faults {
    Faults NONE = (method, path) -> Fault.NONE;

    /** What becomes of one request. */
    enum Fault {
        NONE,
        /** The connection is closed, and nothing was done. */
        LOST_REQUEST,
        /** All is done, and the connection is closed instead of an answer. */
        LOST_ANSWER,
        /** Neither is ever answered. */
        HANG,
        UNAVAILABLE,
        FORBIDDEN,
        NOT_FOUND
    }

    /** @param path without the query */
    Fault of(String method, String path);

    /** The same for every request. */
    static Faults always(Fault fault) {
        return (method, path) -> fault;
    }

    /** For requests whose path ends so. */
    static Faults at(String end, Fault fault) {
        return (method, path) -> path.endsWith(end) ? fault : Fault.NONE;
    }
}
