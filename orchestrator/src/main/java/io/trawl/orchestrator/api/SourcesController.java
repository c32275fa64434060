package io.trawl.orchestrator.api;

import io.trawl.engine.ledger.SourceLedger.SourceFilter;
import io.trawl.engine.source.SourceExists;
import io.trawl.engine.source.SourceNotFound;
import io.trawl.engine.source.Sources;
import io.trawl.engine.source.StaleSource;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import io.trawl.schemas.SourceReport;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /sources}: the registered ones. Changes name the version they are meant for. */
@RestController
@RequestMapping("/sources")
final class SourcesController {
    private final Sources sources;

    SourcesController(Sources sources) {
        this.sources = sources;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Page<NamedSource> list(HttpServletRequest request) {
        Query query = Query.of(request, "connector", "site", "label", "cursor", "limit");
        SourceFilter filter =
                new SourceFilter(query.text("connector"), query.text("site"), labels(query.list("label")));
        String cursor = query.cursor();
        int limit = query.limit();
        try {
            return sources.list(Caller.tenant(request), filter, cursor, limit);
        } catch (IllegalArgumentException e) {
            if (cursor == null) {
                throw e;
            }
            throw Refused.parameter("cursor", "is not one that this listing gave; start again without it");
        }
    }

    private static Map<String, String> labels(List<String> given) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : given) {
            int equals = label.indexOf('=');
            if (equals < 1) {
                throw Refused.parameter("label", "must look like team=risk");
            }
            labels.put(label.substring(0, equals), label.substring(equals + 1));
        }
        return labels;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NamedSource> add(HttpServletRequest request) throws InvalidJob, SourceExists {
        Query.of(request);
        NamedSource added = sources.add(Caller.tenant(request), NamedBodies.SOURCES.read(request, null));
        return ResponseEntity.created(URI.create("/sources/" + added.id()))
                .eTag(EntityTags.of(added))
                .body(added);
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NamedSource> get(@PathVariable("id") String id, HttpServletRequest request) throws SourceNotFound {
        Query.of(request);
        return tagged(sources.get(Caller.tenant(request), id));
    }

    @PutMapping(
            path = "/{id}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NamedSource> replace(@PathVariable("id") String id, HttpServletRequest request)
            throws InvalidJob, SourceNotFound, StaleSource {
        Query.of(request);
        long version = EntityTags.required(request);
        return tagged(sources.replace(Caller.tenant(request), NamedBodies.SOURCES.read(request, id), version));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(@PathVariable("id") String id, HttpServletRequest request)
            throws SourceNotFound, StaleSource {
        Query.of(request);
        sources.remove(Caller.tenant(request), id, EntityTags.required(request));
        return ResponseEntity.noContent().build();
    }

    @PostMapping(path = "/{id}/test", produces = MediaType.APPLICATION_JSON_VALUE)
    SourceReport test(@PathVariable("id") String id, HttpServletRequest request) throws SourceNotFound {
        Query.of(request);
        return sources.test(Caller.tenant(request), id);
    }

    private static ResponseEntity<NamedSource> tagged(NamedSource source) {
        return ResponseEntity.ok().eTag(EntityTags.of(source)).body(source);
    }
}
