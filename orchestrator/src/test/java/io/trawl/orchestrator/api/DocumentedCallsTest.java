package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.orchestrator.api.RunningApi.Answer;
import io.trawl.schemas.JobState;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs what {@code docs/api.md} tells people to run. */
class DocumentedCallsTest {
    private static final Path PAGE = Path.of("..", "docs", "api.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("curl .*?(?=\ncurl |\\z)", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:8080([^' \n]*)");
    private static final Pattern HEADER = Pattern.compile("-H '([^:']+): ([^']*)'");
    private static final Pattern BODY = Pattern.compile("-d '([^']*)'", Pattern.DOTALL);

    @Test
    void shouldAnswerEveryCommandOfThePage() throws Exception {
        List<String> calls = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .flatMap(block -> CALL.matcher(block.group(1)).results())
                .map(MatchResult::group)
                .toList();

        assertThat(calls).hasSizeGreaterThan(10);
        try (RunningApi api = new RunningApi(null)) {
            for (String call : calls) {
                Answer answer = api.send(request(api, call));
                assertThat(answer.status()).as(call + answer.body()).isBetween(200, 299);
            }
        }
    }

    private static HttpRequest.Builder request(RunningApi api, String call) {
        Matcher address = ADDRESS.matcher(call);
        assertThat(address.find()).as(call).isTrue();
        HttpRequest.Builder request = api.to(address.group(1)
                .replace("JOB", api.jobs.add("default", JobState.RUNNING).toString())
                .replace("ENDED", api.jobs.add("default", JobState.COMPLETED).toString()));
        HEADER.matcher(call).results().forEach(header -> request.header(header.group(1), header.group(2)));
        if (call.contains("-X POST")) {
            Matcher body = BODY.matcher(call);
            request.POST(body.find() ? BodyPublishers.ofString(body.group(1)) : BodyPublishers.noBody());
        }
        return request;
    }
}
