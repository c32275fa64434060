package io.trawl.orchestrator.api;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How much one caller may ask, and have called. A caller is who presents a token, or an address where no token is needed.
 *
 * @param requestsPerSecond over time
 * @param burst at once, after a pause
 * @param privateWebhooks whether webhooks may go to private networks and to this machine
 * @param webhookCaFile certificates that receivers of webhooks may be signed by, besides those the JVM knows; none when
 *     null
 */
public record ApiLimits(
        int requestsPerSecond,
        int burst,
        boolean privateWebhooks,
        @Nullable Path webhookCaFile) {
    public static final int MAX_REQUESTS_PER_SECOND = 100_000;
    public static final ApiLimits DEFAULT = new ApiLimits(500, 1_000);

    public ApiLimits(int requestsPerSecond, int burst) {
        this(requestsPerSecond, burst, false, null);
    }

    public ApiLimits {
        require("requests per second", requestsPerSecond);
        require("burst", burst);
    }

    private static void require(String name, int value) {
        if (value < 1 || value > MAX_REQUESTS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "The API's " + name + " must be between 1 and " + MAX_REQUESTS_PER_SECOND + ", got " + value + ".");
        }
    }
}
