package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditTrail;
import io.trawl.orchestrator.access.AuditTrail.Filter;
import io.trawl.schemas.Page;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /audit}: the trail of the caller's tenant, newest first. */
@RestController
final class AuditController {
    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    @GetMapping(path = "/audit", produces = MediaType.APPLICATION_JSON_VALUE)
    Page<AuditEntry> audit(HttpServletRequest request) {
        Query query = Query.of(request, "principal", "action", "target", "cursor", "limit");
        Filter filter = new Filter(query.text("principal"), query.text("action"), query.text("target"));
        return query.page((cursor, limit) -> trail.list(Caller.tenant(request), filter, cursor, limit));
    }
}
