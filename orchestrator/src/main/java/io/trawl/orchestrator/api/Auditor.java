package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditEntry.Outcome;
import io.trawl.orchestrator.access.AuditTrail;
import io.trawl.orchestrator.access.Principal;
import io.trawl.orchestrator.access.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the audit trail of requests. */
final class Auditor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);
    private static final String NOBODY = "anonymous";

    private final AuditTrail trail;
    private final Refusals refusals;
    private final InstantSource clock;
    private final String tenant;

    /** @param tenant whose admins see the attempts of those who are nobody here */
    Auditor(AuditTrail trail, InstantSource clock, String tenant) {
        this.trail = trail;
        this.refusals = new Refusals(trail, clock);
        this.clock = clock;
        this.tenant = tenant;
    }

    /** What was asked for is stored, or the request fails; how it ended is stored, or the log says that it is not. */
    void tell(HttpServletRequest request, String action, @Nullable String target, Outcome outcome, int status) {
        AuditEntry entry = entry(request, Caller.of(request), action, target, outcome, status);
        if (outcome == Outcome.ASKED) {
            trail.append(entry);
        } else {
            orLogged(entry, () -> trail.append(entry));
        }
    }

    /** By who is known, but may not. */
    void refused(HttpServletRequest request, String action, int status) {
        AuditEntry entry = entry(request, Caller.of(request), action, null, Outcome.REFUSED, status);
        orLogged(entry, () -> refusals.add(entry));
    }

    /** By who is not known. */
    void turnedAway(HttpServletRequest request, int status) {
        Principal nobody = new Principal(NOBODY, tenant, Set.of());
        AuditEntry entry = entry(request, nobody, "authenticate", null, Outcome.REFUSED, status);
        orLogged(entry, () -> refusals.add(entry));
    }

    private AuditEntry entry(
            HttpServletRequest request,
            Principal caller,
            String action,
            @Nullable String target,
            Outcome outcome,
            int status) {
        return new AuditEntry(
                clock.instant(),
                caller.tenant(),
                caller.name(),
                action,
                target,
                outcome,
                status,
                1,
                Caller.correlationId(request));
    }

    private static void orLogged(AuditEntry entry, Runnable storing) {
        try {
            storing.run();
        } catch (RuntimeException e) {
            LOG.error(
                    "The audit trail lacks the end of {} ({}), correlation id {}",
                    entry.action(),
                    entry.outcome().text(),
                    entry.correlationId(),
                    e);
        }
    }

    @Override
    public void close() {
        try {
            refusals.flush(true);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Refused attempts of the last minute were not stored: {}",
                    e.getClass().getSimpleName());
        }
    }
}
