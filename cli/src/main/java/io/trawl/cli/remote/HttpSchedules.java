package io.trawl.cli.remote;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.remote.ApiClient.Answer;
import io.trawl.schemas.Json;
import io.trawl.schemas.Page;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** The schedules of a server. */
public final class HttpSchedules implements AutoCloseable {
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(250), Duration.ofSeconds(1));
    private static final int UNPROCESSABLE = 422;

    private final ApiClient api;
    private final ApiClient once;

    private HttpSchedules(ApiClient api, ApiClient once) {
        this.api = api;
        this.once = once;
    }

    public static HttpSchedules at(URI server, @Nullable String token) {
        return new HttpSchedules(new ApiClient(server, token, PAUSES), new ApiClient(server, token, List.of()));
    }

    public Schedule add(Schedule schedule) {
        String json = Json.mapper().writeValueAsString(schedule);
        return read(api.post("/schedules", json, null), new TypeReference<>() {});
    }

    public Page<Schedule> list(List<String> labels, @Nullable String cursor, int limit) {
        QueryString query = QueryString.page(cursor, limit);
        labels.forEach(label -> query.add("label", label));
        return read(api.get("/schedules" + query), new TypeReference<>() {});
    }

    public Schedule get(String id) {
        return read(api.get(path(id)), new TypeReference<>() {});
    }

    /** Newest first. */
    public Page<ScheduleRun> runs(String id, int limit) {
        return read(api.get(path(id) + "/runs" + QueryString.page(null, limit)), new TypeReference<>() {});
    }

    /** @param verb pause or resume */
    public Schedule act(String id, String verb) {
        return read(api.post(path(id) + "/" + verb, "", null), new TypeReference<>() {});
    }

    /** Asked once: an answer that is lost must not make it two runs. */
    public ScheduleRun run(String id) {
        return read(once.post(path(id) + "/run", "", null), new TypeReference<>() {});
    }

    /** The schedule as it is now, whatever it was when somebody looked last. */
    public void remove(String id) {
        good(api.delete(path(id), "\"" + get(id).version() + "\""));
    }

    private static String path(String id) {
        return "/schedules/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
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
        once.close();
    }
}
