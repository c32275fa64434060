package io.trawl.engine.testkit;

import org.jspecify.annotations.Nullable;

/** Where tests get their PostgreSQL and their Kafka from: said in the environment, never found out. */
public enum TestBackend {
    /** Servers out of Maven artifacts. */
    EMBEDDED,
    /** Containers of official images. */
    TESTCONTAINERS;

    public static final String VARIABLE = "TRAWL_TEST_BACKEND";

    /** What the environment says. */
    public static TestBackend chosen() {
        return of(System.getenv(VARIABLE));
    }

    /** @throws IllegalArgumentException naming the two there are */
    static TestBackend of(@Nullable String text) {
        return switch (text == null ? "" : text) {
            case "", "embedded" -> EMBEDDED;
            case "testcontainers" -> TESTCONTAINERS;
            default ->
                throw new IllegalArgumentException(
                        VARIABLE + " must be embedded or testcontainers, got '" + text + "'.");
        };
    }

    /** @throws IllegalStateException when there is none: whoever chose containers wants no other servers instead */
    public static void requireEngine(boolean available) {
        if (!available) {
            throw new IllegalStateException(VARIABLE + " is testcontainers and no Docker engine answers; start one, or"
                    + " unset the variable for embedded servers.");
        }
    }
}
