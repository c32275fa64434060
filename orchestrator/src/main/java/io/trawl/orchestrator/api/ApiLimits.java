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
 * @param jobsAtStandstill new jobs that a process accepts while none can go on, at most
 */
public record ApiLimits(
        int requestsPerSecond,
        int burst,
        boolean privateWebhooks,
        @Nullable Path webhookCaFile,
        int jobsAtStandstill) {
    public static final int MAX_JOBS_AT_STANDSTILL = 1_000_000;
    public static final int JOBS_AT_STANDSTILL = 1_000;
    public static final int MAX_REQUESTS_PER_SECOND = 100_000;
    public static final ApiLimits DEFAULT = new ApiLimits(500, 1_000);

    public ApiLimits(int requestsPerSecond, int burst) {
        this(requestsPerSecond, burst, false, null, JOBS_AT_STANDSTILL);
    }

    public ApiLimits {
        require("requests per second", requestsPerSecond, 1, MAX_REQUESTS_PER_SECOND);
        require("burst", burst, 1, MAX_REQUESTS_PER_SECOND);
        require("jobs at a standstill", jobsAtStandstill, 0, MAX_JOBS_AT_STANDSTILL);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "The API's " + name + " must be between " + least + " and " + most + ", got " + value + ".");
        }
    }
}
