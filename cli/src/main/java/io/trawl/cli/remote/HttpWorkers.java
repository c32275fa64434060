package io.trawl.cli.remote;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.remote.ApiClient.Answer;
import io.trawl.schemas.Json;
import io.trawl.schemas.Page;
import io.trawl.schemas.PoolView;
import io.trawl.schemas.WorkerView;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** The workers and pools of a server. */
public final class HttpWorkers implements AutoCloseable {
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(250), Duration.ofSeconds(1));

    private final ApiClient api;

    private HttpWorkers(ApiClient api) {
        this.api = api;
    }

    public static HttpWorkers at(URI server, @Nullable String token) {
        return new HttpWorkers(new ApiClient(server, token, PAUSES));
    }

    /** @param all those too whose lease is over */
    public Page<WorkerView> list(@Nullable String pool, boolean all, int limit) {
        QueryString query = QueryString.page(null, limit).add("pool", pool).add("alive", all ? null : "true");
        return read(api.get("/workers" + query), new TypeReference<>() {});
    }

    public Page<PoolView> pools() {
        return read(api.get("/pools"), new TypeReference<>() {});
    }

    private static <T> T read(Answer answer, TypeReference<T> type) {
        if (!answer.good()) {
            throw new Refusal(ExitCode.FAILED, answer.problem().sentence(answer.status()));
        }
        try {
            return Json.mapper().readValue(answer.body(), type);
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
