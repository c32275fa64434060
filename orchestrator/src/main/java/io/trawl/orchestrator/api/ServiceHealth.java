package io.trawl.orchestrator.api;

import io.trawl.orchestrator.api.ReadinessCheck.Degraded;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The supplied check, as part of readiness. Why it is not ready goes to the log, once per change, and callers see that it
 * is not; what is amiss while it is ready they are told.
 */
final class ServiceHealth implements HealthIndicator {
    /** Answered with 200, since requests are served. */
    static final String DEGRADED = "DEGRADED";

    private static final Logger LOG = LoggerFactory.getLogger(ServiceHealth.class);
    private static final String READY = "Ready.";

    private final ReadinessCheck check;
    private final AtomicReference<String> told = new AtomicReference<>(READY);

    ServiceHealth(ReadinessCheck check) {
        this.check = check;
    }

    @Override
    public Health health() {
        Optional<String> unready = unready();
        if (unready.isPresent()) {
            tell("Not ready: " + unready.get());
            return Health.outOfService().build();
        }
        Optional<String> amiss = check.degraded().map(Degraded::sentence);
        tell(amiss.map(sentence -> "Ready, but degraded: " + sentence).orElse(READY));
        return amiss.map(sentence -> Health.status(new Status(DEGRADED, Plain.text(sentence))))
                .orElseGet(Health::up)
                .build();
    }

    private void tell(String now) {
        if (!told.getAndSet(now).equals(now)) {
            LOG.warn("{}", Plain.text(now));
        }
    }

    private Optional<String> unready() {
        try {
            return check.unreadyBecause();
        } catch (RuntimeException e) {
            return Optional.of("the readiness check failed: " + e.getMessage());
        }
    }
}
