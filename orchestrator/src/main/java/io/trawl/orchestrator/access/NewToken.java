package io.trawl.orchestrator.access;

import java.time.Duration;
import java.util.List;

/** A token to be made. Everything is checked by {@link Tokens#create}. */
public record NewToken(String label, List<Scope> scopes, Duration expiresIn) {
    public static final Duration DEFAULT_LIFE = Duration.ofDays(90);
    public static final Duration MAX_LIFE = Duration.ofDays(1_827);
    public static final int MAX_LABEL = 100;

    public NewToken {
        scopes = List.copyOf(scopes);
    }
}
