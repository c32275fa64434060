package io.trawl.cli.remote;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.remote.ApiClient.Answer;
import io.trawl.schemas.Json;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import io.trawl.schemas.SourceReport;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** The registered sources of another trawl, over its HTTP API. What it refuses is a {@link Refusal} in its words. */
public final class HttpSources implements AutoCloseable {
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(250), Duration.ofSeconds(1));
    private static final int UNPROCESSABLE = 422;

    private final ApiClient api;

    private HttpSources(ApiClient api) {
        this.api = api;
    }

    public static HttpSources at(URI server, @Nullable String token) {
        return new HttpSources(new ApiClient(server, token, PAUSES));
    }

    public NamedSource add(NamedSource source) {
        return read(api.post("/sources", Json.mapper().writeValueAsString(source), null), new TypeReference<>() {});
    }

    public Page<NamedSource> list(@Nullable String connector, List<String> labels, @Nullable String cursor, int limit) {
        QueryString query = QueryString.page(cursor, limit).add("connector", connector);
        labels.forEach(label -> query.add("label", label));
        return read(api.get("/sources" + query), new TypeReference<>() {});
    }

    public NamedSource get(String id) {
        return read(api.get(path(id)), new TypeReference<>() {});
    }

    public SourceReport test(String id) {
        return read(api.post(path(id) + "/test", "", null), new TypeReference<>() {});
    }

    /** The source as it is now, whatever it was when somebody looked last. */
    public void remove(String id) {
        good(api.delete(path(id), "\"" + get(id).version() + "\""));
    }

    private static String path(String id) {
        return "/sources/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Answer good(Answer answer) {
        if (!answer.good()) {
            Problem problem = answer.problem();
            String at = problem.pointer().isEmpty() ? "" : problem.pointer() + ": ";
            throw new Refusal(
                    answer.status() == UNPROCESSABLE ? ExitCode.USAGE : ExitCode.FAILED,
                    at + problem.sentence(answer.status()));
        }
        return answer;
    }

    private static <T> T read(Answer answer, TypeReference<T> type) {
        try {
            return Json.mapper().readValue(good(answer).body(), type);
        } catch (JacksonException e) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "The server's answer is not that of a trawl; check --server and what stands between.",
                    e);
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
