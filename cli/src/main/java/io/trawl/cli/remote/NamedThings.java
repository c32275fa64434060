package io.trawl.cli.remote;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.remote.ApiClient.Answer;
import io.trawl.schemas.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * What a server keeps under names that people gave, such as {@code /sources}. What it refuses is a {@link Refusal} in
 * its words, with the field that is wrong.
 */
final class NamedThings<T> implements AutoCloseable {
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(250), Duration.ofSeconds(1));
    private static final int UNPROCESSABLE = 422;

    private final ApiClient api;
    private final ApiClient once;
    private final String path;
    private final TypeReference<T> type;

    /** @param path of all of them, for example {@code /sources} */
    NamedThings(URI server, @Nullable String token, String path, TypeReference<T> type) {
        this.api = new ApiClient(server, token, PAUSES);
        this.once = new ApiClient(server, token, List.of());
        this.path = path;
        this.type = type;
    }

    T add(T thing) {
        return read(api.post(path, Json.mapper().writeValueAsString(thing)), type);
    }

    <P> P page(QueryString query, TypeReference<P> page) {
        return read(api.get(path + query), page);
    }

    T get(String id) {
        return read(api.get(at(id)), type);
    }

    /** @param below the thing, for example {@code /runs} */
    <P> P below(String id, String below, TypeReference<P> answer) {
        return read(api.get(at(id) + below), answer);
    }

    /** @param verb that may be said twice */
    <P> P act(String id, String verb, TypeReference<P> answer) {
        return read(api.post(at(id) + "/" + verb, ""), answer);
    }

    /** Asked once: an answer that is lost must not make it two of what was wanted. */
    <P> P actOnce(String id, String verb, TypeReference<P> answer) {
        return read(once.post(at(id) + "/" + verb, ""), answer);
    }

    /** The thing as it is now, whatever it was when somebody looked last. */
    void remove(String id, Function<T, @Nullable Long> version) {
        good(api.delete(at(id), "\"" + version.apply(get(id)) + "\""));
    }

    /** Another definition in the place of what is there now, whatever it was when somebody looked last. */
    T replace(String id, T thing, Function<T, @Nullable Long> version) {
        String tag = "\"" + version.apply(get(id)) + "\"";
        return read(api.put(at(id), Json.mapper().writeValueAsString(thing), tag), type);
    }

    private String at(String id) {
        return path + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
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

    private static <P> P read(Answer answer, TypeReference<P> type) {
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
