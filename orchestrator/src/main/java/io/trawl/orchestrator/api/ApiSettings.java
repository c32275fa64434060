package io.trawl.orchestrator.api;

import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.web.context.support.StandardServletEnvironment;

/** The web server's settings. */
final class ApiSettings {
    /** A thousand job ids in one query. */
    private static final String MAX_HEADERS = "64KB";

    /** Up to this size a refused body is read to its end, since a caller that still sends does not see the answer. */
    private static final String MAX_SWALLOWED_BODY = "32MB";

    private static final String MAX_SHUTDOWN = "10s";

    private ApiSettings() {}

    static ConfigurableEnvironment environment(ApiConfig config) {
        ConfigurableEnvironment environment = new ClosedEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("trawl", settings(config)));
        return environment;
    }

    private static Map<String, Object> settings(ApiConfig config) {
        return Map.ofEntries(
                Map.entry("server.address", config.access().bindAddress()),
                Map.entry("server.port", config.port()),
                Map.entry("server.shutdown", "graceful"),
                Map.entry("server.max-http-request-header-size", MAX_HEADERS),
                Map.entry("server.tomcat.max-swallow-size", MAX_SWALLOWED_BODY),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", MAX_SHUTDOWN),
                Map.entry("spring.threads.virtual.enabled", true),
                Map.entry("spring.web.resources.add-mappings", false),
                Map.entry("spring.jmx.enabled", false),
                Map.entry("management.endpoints.web.exposure.include", "health,info,prometheus"),
                Map.entry("management.endpoints.web.discovery.enabled", false),
                Map.entry("management.endpoint.health.show-details", "never"),
                Map.entry(
                        "management.endpoint.health.status.order",
                        "DOWN,OUT_OF_SERVICE," + ServiceHealth.DEGRADED + ",UP,UNKNOWN"),
                Map.entry("management.endpoint.health.probes.enabled", true),
                Map.entry("management.endpoint.health.group.readiness.include", "readinessState,service"));
    }

    /** Nothing but what is set here: no environment variable or file in the working directory changes the server. */
    private static final class ClosedEnvironment extends StandardServletEnvironment {
        @Override
        protected void customizePropertySources(MutablePropertySources sources) {
            // The sources of the standard environment are left out on purpose.
        }
    }
}
