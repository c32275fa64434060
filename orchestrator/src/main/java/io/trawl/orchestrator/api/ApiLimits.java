package io.trawl.orchestrator.api;

/**
 * How much one caller may ask, and have called. A caller is who presents a token, or an address where no token is needed.
 *
 * @param requestsPerSecond over time
 * @param burst at once, after a pause
 * @param privateWebhooks whether webhooks may go to private networks and to this machine
 */
public record ApiLimits(int requestsPerSecond, int burst, boolean privateWebhooks) {
    public static final int MAX_REQUESTS_PER_SECOND = 100_000;
    public static final ApiLimits DEFAULT = new ApiLimits(500, 1_000);

    public ApiLimits(int requestsPerSecond, int burst) {
        this(requestsPerSecond, burst, false);
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
