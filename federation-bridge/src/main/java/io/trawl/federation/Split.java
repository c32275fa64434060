package io.trawl.federation;

import io.trawl.engine.ledger.SourceLedger;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Site;
import io.trawl.schemas.SitePolicy;
import io.trawl.schemas.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which site does which sources of a job. */
final class Split {
    private final SourceLedger sources;
    private final SiteTable sites;
    private final Workloads workloads;

    Split(SourceLedger sources, SiteTable sites, Workloads workloads) {
        this.sources = sources;
        this.sites = sites;
        this.workloads = workloads;
    }

    /**
     * Sources per site, each in the order of the request.
     *
     * @throws InvalidJob naming the field, the reason and the remedy
     */
    Map<String, List<String>> of(String tenant, JobRequest request) throws InvalidJob {
        requireWorkload(request);
        Map<String, NamedSource> registered = sources.registered(
                tenant, request.sources().stream().map(SourceSpec::id).toList());
        Map<String, List<String>> bySite = new TreeMap<>();
        for (int i = 0; i < request.sources().size(); i++) {
            SourceSpec source = request.sources().get(i);
            String site = site(registered.get(source.id()), source, "/sources/" + i);
            bySite.computeIfAbsent(site, name -> new ArrayList<>()).add(source.id());
            if (bySite.get(site).size() == 1) {
                requireActive(tenant, site, source, "/sources/" + i);
            }
        }
        requireQuorum(request.sites(), bySite.size());
        return bySite;
    }

    private void requireWorkload(JobRequest request) throws InvalidJob {
        if (workloads.find(request.workload()).isEmpty()) {
            throw new InvalidJob(
                    "/workload",
                    "There is no workload '" + request.workload() + "'; use one of " + workloads.names() + ".");
        }
    }

    private static String site(@Nullable NamedSource known, SourceSpec asked, String at) throws InvalidJob {
        if (!asked.equals(SourceSpec.named(asked.id()))) {
            throw new InvalidJob(
                    at,
                    "A master takes a source by its id alone; define '" + asked.id()
                            + "' at its site, and take it over with `trawl sites import`.");
        }
        if (known == null) {
            throw new InvalidJob(
                    at,
                    "The source '" + asked.id()
                            + "' is not known here; take over the sources of its site with `trawl sites import`.");
        }
        if (known.site() == null) {
            throw new InvalidJob(
                    at,
                    "The source '" + asked.id()
                            + "' belongs to no site, and a master reads nothing itself; register it with its site.");
        }
        return known.site();
    }

    private void requireActive(String tenant, String site, SourceSpec source, String at) throws InvalidJob {
        Optional<SiteTable.Kept> kept = sites.find(tenant, site);
        if (kept.isEmpty()) {
            throw new InvalidJob(
                    at,
                    "The source '" + source.id() + "' belongs to the site '" + site
                            + "', which is not registered; register it with `trawl sites add`.");
        }
        Site.State state = kept.get().site().state();
        if (state != Site.State.ACTIVE) {
            throw new InvalidJob(
                    at,
                    "The site '" + site + "' of the source '" + source.id() + "' is " + state
                            + " and takes no new job; activate it, or leave the source out.");
        }
    }

    private static void requireQuorum(@Nullable SitePolicy policy, int sites) throws InvalidJob {
        if (policy != null && policy.n() != null && policy.n() > sites) {
            throw new InvalidJob(
                    "/sites/n",
                    "The quorum of " + policy.n() + " is more than the " + sites + " sites of the job; ask for fewer.");
        }
    }
}
