package io.trawl.orchestrator.api;

import java.util.Optional;

/** Whether requests can be served now. Asked by every readiness probe: it must answer, or give up, within a second. */
@FunctionalInterface
public interface ReadinessCheck {
    /** Why not, in a sentence without secrets; empty when ready. Throwing is not being ready. */
    Optional<String> unreadyBecause();
}
