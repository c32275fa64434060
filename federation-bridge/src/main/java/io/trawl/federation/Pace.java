package io.trawl.federation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The shortest time between two questions for news of the same site. Many sites are each asked less often, so that all of
 * them together cost a master no more than it has.
 */
final class Pace {
    /** Of a second, for each site: five hundred are each asked once a second. */
    private static final Duration PER_SITE = Duration.ofMillis(2);

    private final Duration shortest;
    private final AtomicInteger sites = new AtomicInteger();

    Pace(Duration shortest) {
        this.shortest = shortest;
    }

    void joined() {
        sites.incrementAndGet();
    }

    void left() {
        sites.decrementAndGet();
    }

    Duration now() {
        Duration share = PER_SITE.multipliedBy(sites.get());
        return share.compareTo(shortest) > 0 ? share : shortest;
    }
}
