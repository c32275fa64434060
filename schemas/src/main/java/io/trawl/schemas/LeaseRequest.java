package io.trawl.schemas;

/**
 * What a worker sends to {@code POST /report_heartbeat}.
 *
 * @param act what it wants of its lease
 * @param heartbeat of the incarnation; lists nothing when the lease is opened or closed
 */
public record LeaseRequest(Act act, Heartbeat heartbeat) {
    /** What happens to the lease. */
    public enum Act {
        /** A new incarnation begins. An incarnation opens one lease: asking again revives none. */
        OPEN,
        /** It goes on. */
        RENEW,
        /** The worker has let go of everything. */
        CLOSE
    }

    public LeaseRequest {
        Checks.present(act, "act");
        Checks.present(heartbeat, "heartbeat");
    }
}
