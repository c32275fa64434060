package io.trawl.federation;

import io.trawl.engine.site.Sites;
import io.trawl.engine.testkit.SitesContract;
import io.trawl.schemas.NamedSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sites of a master, with simulated ones that it reaches by HTTP. */
class FederatedSitesTest implements SitesContract {
    @Override
    public SitesUnderTest open() {
        return new Under();
    }

    private static NamedSource source(String id) {
        return new NamedSource(id, "file", null, null, null, null, null, null, 1L, null, null);
    }

    private static final class Under implements SitesUnderTest {
        private final Master master;
        private final Map<String, SimulatedSite> world =
                Stream.of(LONDON, BUSY, AWAY, SELF).collect(Collectors.toMap(id -> id, SimulatedSite::start));

        Under() {
            try {
                master = Master.start();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            at(LONDON).has(List.of(source("ds_1"), source("ds_2")));
            at(BUSY).has(List.of(source("busy_1")));
            at(AWAY).cutOff();
            at(SELF).pretends(master.installation, List.of());
        }

        private SimulatedSite at(String id) {
            return Objects.requireNonNull(world.get(id));
        }

        @Override
        public Sites sites() {
            return master.federation().sites();
        }

        @Override
        public String url(String id) {
            return at(id).url();
        }

        @Override
        public void takeSource() {
            master.sources.add(TENANT, source("ds_2"));
        }

        @Override
        public void occupy() {
            try {
                sites().importSources(TENANT, BUSY);
                master.begin(at(BUSY));
                master.begin(at(BUSY));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            master.close();
            world.values().forEach(SimulatedSite::close);
        }
    }
}
