package io.trawl.orchestrator.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How receivers are called.
 *
 * @param attempts after which a delivery is given up
 * @param firstPause longest pause after the first failure; it doubles with each
 * @param longestPause that it grows to
 * @param patience with one attempt, from looking the name up to the first line of the answer
 * @param addresses which ones may be called
 * @param trust whose certificates are believed
 */
public record WebhookPolicy(
        int attempts,
        Duration firstPause,
        Duration longestPause,
        Duration patience,
        AddressRules addresses,
        Trust trust) {
    private static final int MOST_DOUBLINGS = 30;

    /** Ten attempts within some hours. */
    public static WebhookPolicy usual(AddressRules addresses, Trust trust) {
        return new WebhookPolicy(
                10, Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofSeconds(10), addresses, trust);
    }

    /** Full jitter: any time up to the bound, so that what failed together does not come again together. */
    Duration pause(int attempt, RandomGenerator random) {
        long doubled = firstPause.toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS);
        return Duration.ofMillis(random.nextLong(Math.clamp(doubled, 1, longestPause.toMillis()) + 1));
    }
}
