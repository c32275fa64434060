package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.ApiToken;
import io.trawl.orchestrator.access.NewToken;
import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.access.TokenRefused;
import io.trawl.orchestrator.access.Tokens;
import io.trawl.schemas.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /tokens}: those of the caller's tenant. */
@RestController
@RequestMapping(path = "/tokens", produces = MediaType.APPLICATION_JSON_VALUE)
final class TokensController {
    private static final Set<String> FIELDS = Set.of("expires_in", "label", "scopes");
    private static final int MAX_ID = 60;

    private final Tokens tokens;

    TokensController(Tokens tokens) {
        this.tokens = tokens;
    }

    /** @param token the only time that it can be read */
    record CreatedToken(String token, ApiToken about) {
        @Override
        public String toString() {
            return "CreatedToken[" + about.tokenId() + "]";
        }
    }

    @GetMapping
    Page<ApiToken> tokens(HttpServletRequest request) {
        Query query = Query.of(request, "cursor", "limit");
        return query.page((cursor, limit) -> tokens.store().list(Caller.tenant(request), cursor, limit));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CreatedToken> create(HttpServletRequest request) {
        Query.of(request);
        JsonNode body = RequestBody.object(request);
        FieldNames.requireKnown(body, FIELDS);
        NewToken wanted = new NewToken(label(body), scopes(body), life(body));
        try {
            Tokens.Created created = tokens.create(Caller.of(request), wanted);
            return ResponseEntity.created(
                            URI.create("/tokens/" + created.token().tokenId()))
                    .body(new CreatedToken(created.text().text(), created.token()));
        } catch (TokenRefused e) {
            throw invalid(e.field(), String.valueOf(e.getMessage()));
        }
    }

    private static String label(JsonNode body) {
        JsonNode label = body.path("label");
        if (!label.isString()) {
            throw invalid("label", "'label' is missing or no text; say what the token is for.");
        }
        return label.stringValue();
    }

    private static List<Scope> scopes(JsonNode body) {
        List<Scope> scopes = new ArrayList<>();
        JsonNode given = body.path("scopes");
        for (int i = 0; given.isArray() && i < given.size(); i++) {
            scopes.add(Scope.of(given.get(i).asString(""))
                    .orElseThrow(() -> invalid(
                            "scopes",
                            "'scopes' names something else than read, submit, operate, admin and worker;"
                                    + " correct it.")));
        }
        return scopes;
    }

    private static Duration life(JsonNode body) {
        JsonNode given = body.path("expires_in");
        try {
            return given.isMissingNode() ? NewToken.DEFAULT_LIFE : Duration.parse(given.asString(""));
        } catch (DateTimeException e) {
            throw invalid("expires_in", "'expires_in' must be a duration, for example P90D; correct or omit it.");
        }
    }

    private static Refused invalid(String field, String detail) {
        return Refused.body(ProblemType.INVALID_TOKEN_REQUEST, field.isEmpty() ? "" : "/" + field, detail);
    }

    /** From the next request on it is refused. Again is fine. */
    @PostMapping("/{id}/revoke")
    ApiToken revoke(@PathVariable("id") String id, HttpServletRequest request) {
        Query.of(request);
        return tokens.revoke(Caller.of(request), id)
                .orElseThrow(() -> new Refused(Problem.of(
                        ProblemType.TOKEN_NOT_FOUND,
                        "There is no token '" + Plain.text(id, MAX_ID) + "'; list the tokens to see their ids.")));
    }
}
