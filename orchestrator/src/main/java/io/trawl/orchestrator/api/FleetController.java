package io.trawl.orchestrator.api;

import io.trawl.schemas.Page;
import io.trawl.schemas.PoolView;
import io.trawl.schemas.WorkerView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /workers} and {@code /pools}: who works, and how much there is to do. Both are the installation's, as metrics are. */
@RestController
final class FleetController {
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final ApiParts.Fleet fleet;

    FleetController(ApiParts.Fleet fleet) {
        this.fleet = fleet;
    }

    @GetMapping(path = "/workers", produces = JSON)
    Page<WorkerView> workers(HttpServletRequest request) {
        Query query = Query.of(request, "pool", "alive", "cursor", "limit");
        String pool = query.text("pool");
        Boolean alive = flag(query.text("alive"));
        return query.page((cursor, limit) -> fleet.workers(pool, alive, cursor, limit));
    }

    @GetMapping(path = "/pools", produces = JSON)
    Page<PoolView> pools(HttpServletRequest request) {
        String name = Query.of(request, "pool").text("pool");
        List<PoolView> pools = fleet.pools();
        if (name == null) {
            return new Page<>(pools, null);
        }
        // Whoever scales by this value must find it also when there is nothing to do.
        PoolView one = pools.stream()
                .filter(pool -> pool.pool().equals(name))
                .findFirst()
                .orElseGet(() -> PoolView.idle(name));
        return new Page<>(List.of(one), null);
    }

    private static @Nullable Boolean flag(@Nullable String value) {
        return switch (value) {
            case null -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw Refused.parameter("alive", "must be true or false");
        };
    }
}
