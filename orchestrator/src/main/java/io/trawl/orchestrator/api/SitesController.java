package io.trawl.orchestrator.api;

import io.trawl.engine.site.SiteExists;
import io.trawl.engine.site.SiteInUse;
import io.trawl.engine.site.SiteNotFound;
import io.trawl.engine.site.Sites;
import io.trawl.engine.site.StaleSite;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.Page;
import io.trawl.schemas.Site;
import io.trawl.schemas.SiteImport;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /sites}: deployments that a master gives jobs to. Changes name the version they are meant for. */
@RestController
@RequestMapping("/sites")
final class SitesController {
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final @Nullable Sites sites;

    /** @param sites null where there is no master */
    SitesController(@Nullable Sites sites) {
        this.sites = sites;
    }

    @GetMapping(produces = JSON)
    Page<Site> list(HttpServletRequest request) {
        Query query = Query.of(request, "cursor", "limit");
        Sites known = known();
        String tenant = Caller.tenant(request);
        return query.page((cursor, limit) -> known.list(tenant, cursor, limit));
    }

    @PostMapping(consumes = JSON, produces = JSON)
    ResponseEntity<Site> add(HttpServletRequest request) throws InvalidJob, SiteExists {
        Query.of(request);
        Site added = known().add(Caller.tenant(request), NamedBodies.SITES.read(request, null));
        return ResponseEntity.created(URI.create("/sites/" + added.id()))
                .eTag(EntityTags.of(added.version()))
                .body(added);
    }

    @GetMapping(path = "/{id}", produces = JSON)
    ResponseEntity<Site> get(@PathVariable("id") String id, HttpServletRequest request) throws SiteNotFound {
        Query.of(request);
        return tagged(known().get(Caller.tenant(request), id));
    }

    @PutMapping(path = "/{id}", consumes = JSON, produces = JSON)
    ResponseEntity<Site> replace(@PathVariable("id") String id, HttpServletRequest request)
            throws InvalidJob, SiteNotFound, StaleSite {
        Query.of(request);
        Sites known = known();
        long version = EntityTags.required(request);
        return tagged(known.replace(Caller.tenant(request), NamedBodies.SITES.read(request, id), version));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(@PathVariable("id") String id, HttpServletRequest request)
            throws SiteNotFound, StaleSite, SiteInUse {
        Query.of(request);
        known().remove(Caller.tenant(request), id, EntityTags.required(request));
        return ResponseEntity.noContent().build();
    }

    @PostMapping(path = "/{id}/activate", produces = JSON)
    ResponseEntity<Site> activate(@PathVariable("id") String id, HttpServletRequest request) throws SiteNotFound {
        return move(id, request, Site.State.ACTIVE);
    }

    @PostMapping(path = "/{id}/cordon", produces = JSON)
    ResponseEntity<Site> cordon(@PathVariable("id") String id, HttpServletRequest request) throws SiteNotFound {
        return move(id, request, Site.State.CORDONED);
    }

    @PostMapping(path = "/{id}/drain", produces = JSON)
    ResponseEntity<Site> drain(@PathVariable("id") String id, HttpServletRequest request) throws SiteNotFound {
        return move(id, request, Site.State.DRAINING);
    }

    @PostMapping(path = "/{id}/import", produces = JSON)
    SiteImport importSources(@PathVariable("id") String id, HttpServletRequest request) throws SiteNotFound {
        Query.of(request);
        return known().importSources(Caller.tenant(request), id);
    }

    private ResponseEntity<Site> move(String id, HttpServletRequest request, Site.State state) throws SiteNotFound {
        Query.of(request);
        return tagged(known().move(Caller.tenant(request), id, state));
    }

    private Sites known() {
        if (sites == null) {
            throw new Refused(Problem.of(
                    ProblemType.NO_SITES,
                    "This installation is no master, so it has no sites; start one with `trawl serve --deployment-model"
                            + " FEDERATED`."));
        }
        return sites;
    }

    private static ResponseEntity<Site> tagged(Site site) {
        return ResponseEntity.ok().eTag(EntityTags.of(site.version())).body(site);
    }
}
