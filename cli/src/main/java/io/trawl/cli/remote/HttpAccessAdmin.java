package io.trawl.cli.remote;

import io.trawl.cli.access.AccessAdmin;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.remote.ApiClient.Answer;
import io.trawl.orchestrator.access.ApiToken;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditTrail.Filter;
import io.trawl.orchestrator.access.NewToken;
import io.trawl.orchestrator.access.Scope;
import io.trawl.schemas.Json;
import io.trawl.schemas.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** Tokens and the audit trail of another trawl. Requests are not repeated: a second token would belong to nobody. */
public final class HttpAccessAdmin implements AccessAdmin {
    private final ApiClient api;

    public HttpAccessAdmin(URI server, @Nullable String token) {
        this.api = new ApiClient(server, token, List.of());
    }

    @Override
    public Created create(NewToken wanted) {
        Map<String, Object> body = Map.of(
                "label", wanted.label(),
                "scopes", wanted.scopes().stream().map(Scope::text).toList(),
                "expires_in", wanted.expiresIn().toString());
        return read(api.post("/tokens", Json.mapper().writeValueAsString(body)), new TypeReference<>() {});
    }

    @Override
    public Page<ApiToken> tokens(@Nullable String cursor, int limit) {
        return read(api.get("/tokens" + QueryString.page(cursor, limit)), new TypeReference<>() {});
    }

    @Override
    public ApiToken revoke(String tokenId) {
        String id = URLEncoder.encode(tokenId, StandardCharsets.UTF_8);
        return read(api.post("/tokens/" + id + "/revoke", ""), new TypeReference<>() {});
    }

    @Override
    public Page<AuditEntry> audit(Filter filter, @Nullable String cursor, int limit) {
        QueryString query = QueryString.page(cursor, limit)
                .add("principal", filter.principal())
                .add("action", filter.action())
                .add("target", filter.target());
        return read(api.get("/audit" + query), new TypeReference<>() {});
    }

    private static <T> T read(Answer answer, TypeReference<T> type) {
        if (!answer.good()) {
            throw new Refusal(ExitCode.FAILED, answer.problem().sentence(answer.status()));
        }
        try {
            return Json.mapper().readValue(answer.body(), type);
        } catch (JacksonException e) {
            // Without the cause: its text quotes the answer, which may hold a token.
            throw new Refusal(
                    ExitCode.FAILED,
                    "The server's answer is not that of a trawl; check --server and what stands between.");
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
