package io.trawl.orchestrator.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The supplied check, as part of readiness. The reason goes to the log, once per change; callers see up or down. */
final class ServiceHealth implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceHealth.class);

    private final ReadinessCheck check;
    private final AtomicBoolean wasReady = new AtomicBoolean(true);

    ServiceHealth(ReadinessCheck check) {
        this.check = check;
    }

    @Override
    public Health health() {
        Optional<String> reason = reason();
        boolean ready = reason.isEmpty();
        if (wasReady.getAndSet(ready) != ready) {
            LOG.warn(ready ? "Ready again." : "Not ready: {}", Plain.text(reason.orElse("")));
        }
        return ready ? Health.up().build() : Health.outOfService().build();
    }

    private Optional<String> reason() {
        try {
            return check.unreadyBecause();
        } catch (RuntimeException e) {
            return Optional.of("the readiness check failed: " + e.getMessage());
        }
    }
}
