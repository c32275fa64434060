package io.trawl.orchestrator.api;

import java.util.Optional;

/**
 * Whether requests can be served now: not at all, with something amiss, or as they should be. Asked by every readiness
 * probe: it must answer, or give up, within a second.
 */
@FunctionalInterface
public interface ReadinessCheck {
    /** Why not, in a sentence without secrets; empty when ready. Throwing is not being ready. */
    Optional<String> unreadyBecause();

    /** What is amiss though requests are served; asked with every new job too, so it looks at what is known and waits for nobody. */
    default Optional<Degraded> degraded() {
        return Optional.empty();
    }

    /**
     * Something is amiss.
     *
     * @param sentence shown to whoever asks, so without addresses and secrets
     * @param standstill whether jobs that are accepted wait meanwhile: then no more than a bounded number is
     */
    record Degraded(String sentence, boolean standstill) {}
}
