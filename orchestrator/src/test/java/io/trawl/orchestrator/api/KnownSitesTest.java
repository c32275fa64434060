package io.trawl.orchestrator.api;

import io.trawl.engine.site.Sites;
import io.trawl.engine.testkit.SitesContract;

/** The sites in memory are like those of a master. */
class KnownSitesTest implements SitesContract {
    @Override
    public SitesUnderTest open() {
        return new Under();
    }

    private static final class Under implements SitesUnderTest {
        private final KnownSites sites = new KnownSites();

        @Override
        public Sites sites() {
            return sites;
        }

        @Override
        public String url(String id) {
            return "https://" + id + ".example";
        }

        @Override
        public void takeSource() {
            // It always is.
        }

        @Override
        public void occupy() {
            // It always is.
        }

        @Override
        public void close() {
            // Memory alone.
        }
    }
}
