package io.trawl.federation;

import io.trawl.engine.ledger.SourceLedger;
import io.trawl.engine.ledger.SourceLedger.SourceFilter;
import io.trawl.engine.site.SiteExists;
import io.trawl.engine.site.SiteInUse;
import io.trawl.engine.site.SiteNotFound;
import io.trawl.engine.site.SiteUnreachable;
import io.trawl.engine.site.Sites;
import io.trawl.engine.site.StaleSite;
import io.trawl.engine.source.PathId;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.federation.Child.Declined;
import io.trawl.federation.Child.NoAnswer;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import io.trawl.schemas.Site;
import io.trawl.schemas.SiteImport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sites of a master. */
final class FederatedSites implements Sites {
    /** Of one site: more are to be told apart by more sites. */
    static final int MAX_SOURCES = 100_000;

    private static final int BATCH = 1_000;

    private final SiteTable table;
    private final SourceLedger sources;
    private final Links links;
    private final Children children;
    private final Self self;

    FederatedSites(SiteTable table, SourceLedger sources, Links links, Children children, Self self) {
        this.table = table;
        this.sources = sources;
        this.links = links;
        this.children = children;
        this.self = self;
    }

    @Override
    public Site add(String tenant, Site site) throws InvalidJob, SiteExists {
        validate(site);
        if (!table.add(tenant, site)) {
            throw new SiteExists();
        }
        links.refresh();
        return table.find(tenant, site.id()).map(this::shown).orElse(site);
    }

    private void validate(Site site) throws InvalidJob {
        PathId.require(site.id());
        Site.Tls tls = site.tls();
        if (tls != null && (tls.certificate() == null) != (tls.key() == null)) {
            throw new InvalidJob("/tls", "A certificate and its key belong together; give both or neither.");
        }
        try (Child child = children.open(site)) {
            InstallationView view = child.installation();
            if (view.installationId().equals(self.installation())) {
                throw new InvalidJob("/url", "This is the master itself; name the address of another installation.");
            }
            if (view.below().contains(self.installation())) {
                throw new InvalidJob(
                        "/url",
                        "This installation is a master above the one here, so jobs would go in a circle; name one that is"
                                + " not.");
            }
        } catch (NoAnswer e) {
            if (e.trouble().equals("tls_files")) {
                throw new InvalidJob(
                        "/tls", "A file cannot be read, or holds no PEM; check the files on this machine.");
            }
            // Perhaps it is not there yet: the link asks again, and checks the same then.
        } catch (Declined e) {
            // It is no installation that can be a site of one; what is missing stands in its word.
        }
    }

    @Override
    public Site get(String tenant, String id) throws SiteNotFound {
        return shown(kept(tenant, id));
    }

    private SiteTable.Kept kept(String tenant, String id) throws SiteNotFound {
        return table.find(tenant, id).orElseThrow(SiteNotFound::new);
    }

    /** With what this process heard since it was written down last. */
    private Site shown(SiteTable.Kept kept) {
        Site.Word word = kept.site().word();
        if (word == null) {
            return kept.site();
        }
        Aggregate.Reach reach = new Aggregate.Reach(word.reachable(), word.lastWord(), word.trouble())
                .heard(links.heard(kept.tenant(), kept.site().id()));
        return kept.site()
                .with(new Site.Word(
                        word.installation(),
                        word.epoch(),
                        word.release(),
                        word.below(),
                        reach.reachable(),
                        word.since(),
                        reach.lastWord(),
                        reach.trouble()));
    }

    @Override
    public Page<Site> list(String tenant, @Nullable String cursor, int limit) {
        List<SiteTable.Kept> found = table.of(tenant, cursor == null ? "" : cursor, limit + 1);
        List<Site> items = found.stream().limit(limit).map(this::shown).toList();
        return new Page<>(items, found.size() > limit ? items.getLast().id() : null);
    }

    @Override
    public Site replace(String tenant, Site site, long version) throws InvalidJob, SiteNotFound, StaleSite {
        SiteTable.Kept old = kept(tenant, site.id());
        validate(site);
        if (!table.replace(tenant, site, version, !old.site().url().equals(site.url()))) {
            kept(tenant, site.id());
            throw new StaleSite();
        }
        links.refresh();
        return get(tenant, site.id());
    }

    @Override
    public void remove(String tenant, String id, long version) throws SiteNotFound, StaleSite, SiteInUse {
        kept(tenant, id);
        if (!table.remove(tenant, id, version)) {
            kept(tenant, id);
            throw new StaleSite();
        }
        inBatches(List.copyOf(of(tenant, id).values()), batch -> sources.removeAll(tenant, batch));
        links.refresh();
    }

    @Override
    public Site move(String tenant, String id, Site.State state) throws SiteNotFound {
        if (!table.move(tenant, id, state)) {
            throw new SiteNotFound();
        }
        return get(tenant, id);
    }

    @Override
    public SiteImport importSources(String tenant, String id) throws SiteNotFound {
        SiteTable.Kept kept = kept(tenant, id);
        Map<String, NamedSource> gone = of(tenant, id);
        List<String> stayed = new ArrayList<>();
        List<NamedSource> others = new ArrayList<>();
        for (NamedSource source : listed(kept.site())) {
            if (gone.remove(source.id()) != null) {
                stayed.add(source.id());
            } else {
                others.add(reference(source, id));
            }
        }
        Set<String> added = new LinkedHashSet<>();
        inBatches(others, batch -> added.addAll(sources.addAll(tenant, batch)));
        inBatches(List.copyOf(gone.values()), batch -> sources.removeAll(tenant, batch));
        List<String> taken = others.stream()
                .map(NamedSource::id)
                .filter(source -> !added.contains(source))
                .toList();
        return new SiteImport(List.copyOf(added), stayed, taken, List.copyOf(gone.keySet()));
    }

    private static void inBatches(List<NamedSource> all, Consumer<List<NamedSource>> what) {
        for (int from = 0; from < all.size(); from += BATCH) {
            what.accept(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
    }

    /** Its name and kind: how it is reached is the site's own affair. */
    private static NamedSource reference(NamedSource source, String site) {
        return new NamedSource(
                source.id(), SafeWord.of(source.connector()), null, null, site, null, null, null, null, null, null);
    }

    private List<NamedSource> listed(Site site) {
        List<NamedSource> all = new ArrayList<>();
        try (Child child = children.open(site)) {
            String cursor = null;
            do {
                Page<NamedSource> page = child.sources(cursor);
                all.addAll(page.items());
                cursor = page.nextCursor();
            } while (cursor != null && all.size() <= MAX_SOURCES);
            if (all.size() > MAX_SOURCES) {
                throw new InvalidField(
                        "site",
                        "has more than " + MAX_SOURCES + " sources, and none was taken over; divide it into several");
            }
            return all;
        } catch (NoAnswer e) {
            throw new SiteUnreachable(site.id(), e.trouble());
        } catch (Declined e) {
            throw new SiteUnreachable(site.id(), e.problem());
        }
    }

    private Map<String, NamedSource> of(String tenant, String site) {
        Map<String, NamedSource> found = new HashMap<>();
        String cursor = null;
        do {
            Page<NamedSource> page = sources.sources(tenant, SourceFilter.of(site), cursor, Page.MAX_LIMIT);
            page.items().forEach(source -> found.put(source.id(), source));
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }
}
