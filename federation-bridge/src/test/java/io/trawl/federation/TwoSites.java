package io.trawl.federation;

import org.junit.jupiter.api.AfterEach;

/** A world of two simulated sites for each test. */
abstract class TwoSites {
    final SimulatedSite london = SimulatedSite.start("london").withSources(1);
    final SimulatedSite tokyo;

    TwoSites() {
        this(1);
    }

    /** @param atTokyo how many sources the second site has */
    TwoSites(int atTokyo) {
        tokyo = SimulatedSite.start("tokyo").withSources(atTokyo);
    }

    @AfterEach
    void closeSites() {
        london.close();
        tokyo.close();
    }
}
