package io.trawl.orchestrator.api;

import io.trawl.engine.site.SiteExists;
import io.trawl.engine.site.SiteInUse;
import io.trawl.engine.site.SiteNotFound;
import io.trawl.engine.site.SiteUnreachable;
import io.trawl.engine.site.Sites;
import io.trawl.engine.site.StaleSite;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.Page;
import io.trawl.schemas.Site;
import io.trawl.schemas.SiteImport;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sites in memory: one called self is this installation, one called busy has two jobs, one called away never answers, and
 * the sources of all others are {@code ds_1} and {@code ds_2}, of which the second is taken.
 */
final class KnownSites implements Sites {
    private final Map<String, Map<String, Site>> tenants = new TreeMap<>();
    private final Set<String> imported = new HashSet<>();

    private Map<String, Site> of(String tenant) {
        return tenants.computeIfAbsent(tenant, _ -> new TreeMap<>());
    }

    @Override
    public synchronized Site add(String tenant, Site site) throws InvalidJob, SiteExists {
        if (site.id().equals("self")) {
            throw new InvalidJob("/url", "The site is this installation; name the address of another.");
        }
        if (of(tenant).containsKey(site.id())) {
            throw new SiteExists();
        }
        return keep(tenant, site, 1);
    }

    private Site keep(String tenant, Site site, long version) {
        Site kept = site.with(null).kept(version, FakeJobs.T0, FakeJobs.T0);
        of(tenant).put(site.id(), kept);
        return kept;
    }

    @Override
    public synchronized Site get(String tenant, String id) throws SiteNotFound {
        Site found = of(tenant).get(id);
        if (found == null) {
            throw new SiteNotFound();
        }
        return found;
    }

    @Override
    public synchronized Page<Site> list(String tenant, @Nullable String cursor, int limit) {
        if (cursor != null && !cursor.startsWith("after-")) {
            throw new IllegalArgumentException("No cursor of this listing.");
        }
        List<Site> rest = of(tenant).values().stream()
                .filter(site -> cursor == null || site.id().compareTo(cursor.substring("after-".length())) > 0)
                .toList();
        List<Site> page = rest.subList(0, Math.min(limit, rest.size()));
        return new Page<>(
                page, page.size() < rest.size() ? "after-" + page.getLast().id() : null);
    }

    private Site require(String tenant, String id, long version) throws SiteNotFound, StaleSite {
        Site found = get(tenant, id);
        if (found.version() != version) {
            throw new StaleSite();
        }
        return found;
    }

    @Override
    public synchronized Site replace(String tenant, Site site, long version) throws SiteNotFound, StaleSite {
        require(tenant, site.id(), version);
        return keep(tenant, site, version + 1);
    }

    @Override
    public synchronized void remove(String tenant, String id, long version) throws SiteNotFound, StaleSite, SiteInUse {
        require(tenant, id, version);
        if (id.equals("busy")) {
            throw new SiteInUse(2);
        }
        of(tenant).remove(id);
    }

    @Override
    public synchronized Site move(String tenant, String id, Site.State state) throws SiteNotFound {
        Site found = get(tenant, id);
        return keep(tenant, found.in(state), found.version() + 1);
    }

    @Override
    public synchronized SiteImport importSources(String tenant, String id) throws SiteNotFound {
        get(tenant, id);
        if (id.equals("away")) {
            throw new SiteUnreachable(id, "unreachable");
        }
        List<String> ours = List.of("ds_1");
        boolean first = imported.add(tenant + "/" + id);
        return new SiteImport(first ? ours : List.of(), first ? List.of() : ours, List.of("ds_2"), List.of());
    }
}
