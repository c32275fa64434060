package io.trawl.orchestrator.api;

import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** {@code /actuator/prometheus}. Not the framework's own one: that would need its registry instead of ours. */
@WebEndpoint(id = "prometheus")
final class MetricsEndpoint {
    private final Supplier<String> page;

    MetricsEndpoint(Supplier<String> page) {
        this.page = page;
    }

    @ReadOperation(produces = "text/plain;version=0.0.4;charset=utf-8")
    public String scrape() {
        return page.get();
    }
}
