package io.trawl.orchestrator.api;

import io.trawl.schemas.InstallationView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /installation}: who answers here, for masters. */
@RestController
final class InstallationController {
    private final Supplier<InstallationView> installation;

    InstallationController(Supplier<InstallationView> installation) {
        this.installation = installation;
    }

    @GetMapping(path = "/installation", produces = MediaType.APPLICATION_JSON_VALUE)
    InstallationView get(HttpServletRequest request) {
        Query.of(request);
        return installation.get();
    }
}
