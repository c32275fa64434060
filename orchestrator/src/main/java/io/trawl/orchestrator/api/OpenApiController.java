package io.trawl.orchestrator.api;

import io.trawl.schemas.Json;
import io.trawl.schemas.OpenApi;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /openapi.json}: what this API is, for tools. */
@RestController
final class OpenApiController {
    private final byte[] document = Json.mapper().writeValueAsBytes(OpenApi.document());

    @GetMapping(
            path = {"/openapi.json", "/v3/api-docs"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] document(HttpServletRequest request) {
        Query.of(request);
        return document;
    }
}
