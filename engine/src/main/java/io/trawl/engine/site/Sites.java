package io.trawl.engine.site;

import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.Page;
import io.trawl.schemas.Site;
import io.trawl.schemas.SiteImport;
import org.jspecify.annotations.Nullable;

/**
 * The sites of a master. Every call names the tenant; another tenant's site does not exist. Safe for use by many
 * threads.
 */
public interface Sites {
    /**
     * Registers a site. One that does not answer is kept all the same, and asked again.
     *
     * @throws InvalidJob naming the field, the reason and the remedy: also for a site that is this very installation,
     *     or a master of it however far below
     */
    Site add(String tenant, Site site) throws InvalidJob, SiteExists;

    Site get(String tenant, String id) throws SiteNotFound;

    /** In order of id. */
    Page<Site> list(String tenant, @Nullable String cursor, int limit);

    /** Puts another definition in its place, if it still has this version. */
    Site replace(String tenant, Site site, long version) throws InvalidJob, SiteNotFound, StaleSite;

    /** Forgets a site that has no part of a job any more, if it still has this version; its sources go with it. */
    void remove(String tenant, String id, long version) throws SiteNotFound, StaleSite, SiteInUse;

    /** Whatever state it was in. */
    Site move(String tenant, String id, Site.State state) throws SiteNotFound;

    /**
     * Takes over the sources that the site has: their names and kinds, nothing of how they are reached.
     *
     * @throws SiteUnreachable when it does not answer
     */
    SiteImport importSources(String tenant, String id) throws SiteNotFound;
}
