package io.trawl.cli.remote;

import io.trawl.schemas.Page;
import io.trawl.schemas.Site;
import io.trawl.schemas.SiteImport;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** The sites of a master, over its HTTP API. */
public final class HttpSites implements AutoCloseable {
    private final NamedThings<Site> sites;

    private HttpSites(NamedThings<Site> sites) {
        this.sites = sites;
    }

    public static HttpSites at(URI server, @Nullable String token) {
        return new HttpSites(new NamedThings<>(server, token, "/sites", new TypeReference<>() {}));
    }

    public Site add(Site site) {
        return sites.add(site);
    }

    public Page<Site> list(@Nullable String cursor, int limit) {
        return sites.page(QueryString.page(cursor, limit), new TypeReference<>() {});
    }

    public Site get(String id) {
        return sites.get(id);
    }

    /** Puts another definition in the place of the one that is there now. */
    public Site replace(Site site) {
        return sites.replace(site.id(), site, Site::version);
    }

    /** Whatever state it was in. */
    public Site move(String id, Site.State state) {
        String verb = switch (state) {
            case ACTIVE -> "activate";
            case CORDONED -> "cordon";
            case DRAINING -> "drain";
        };
        return sites.act(id, verb, new TypeReference<>() {});
    }

    public SiteImport importSources(String id) {
        return sites.act(id, "import", new TypeReference<>() {});
    }

    public void remove(String id) {
        sites.remove(id, Site::version);
    }

    @Override
    public void close() {
        sites.close();
    }
}
