package io.trawl.orchestrator.api;

/**
 * Where the API listens, and for whom.
 *
 * @param port 0 takes any free one
 * @param tenant whose jobs the callers see
 * @param limits of one caller
 */
public record ApiConfig(ApiAccess access, int port, String tenant, ApiLimits limits) {
    public static final int DEFAULT_PORT = 8080;
    public static final String DEFAULT_TENANT = "default";
    private static final int MAX_PORT = 65_535;

    /** With the usual limits. */
    public ApiConfig(ApiAccess access, int port, String tenant) {
        this(access, port, tenant, ApiLimits.DEFAULT);
    }

    public ApiConfig {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "The API's port must be between 0 and " + MAX_PORT + ", got " + port + ".");
        }
    }

    /** Open to this machine only, for the tenant {@code default}. */
    public static ApiConfig local(int port) {
        return new ApiConfig(ApiAccess.local(), port, DEFAULT_TENANT);
    }
}
