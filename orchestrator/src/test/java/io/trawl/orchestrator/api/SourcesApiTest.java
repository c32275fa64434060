package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.orchestrator.api.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourcesApiTest {
    private static final String SHELF = """
            {"id": "a", "connector": "shelf", "options": {"root": "/here"}, "credential": "env:SHELF",
             "labels": {"team": "risk"}, "budget": {"concurrency": 4, "bytes_per_second": 10000,
             "windows": ["not 08:00-18:00 Europe/London"]}}""";

    private RunningApi api;

    @BeforeEach
    void startServer() throws Exception {
        api = new RunningApi(null);
    }

    @AfterEach
    void stopServer() {
        api.close();
    }

    @Test
    void shouldKeepASourceAndTellItsVersion() throws Exception {
        Answer added = add(SHELF);

        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertThat(added.header("Location")).isEqualTo("/sources/a");
        Answer read = api.get("/sources/a");
        assertThat(read.header("ETag")).isEqualTo(added.header("ETag")).matches("\"\\d+\"");
        assertThat(read.json()).isEqualTo(added.json());
        assertThat(read.json().at("/budget/windows/0").stringValue()).isEqualTo("not 08:00-18:00 Europe/London");
        assertThat(add(SHELF).problem("source-exists").at("/errors/0/pointer").stringValue())
                .isEqualTo("/id");
    }

    @Test
    void shouldChangeASourceOnlyForWhoReadItLast() throws Exception {
        String first = add(SHELF).header("ETag");
        String body = "{\"connector\": \"shelf\", \"options\": {\"root\": \"/there\"}}";

        assertThat(put("a", body, null).status()).isEqualTo(428);
        put("a", body, null).problem("precondition-required");
        Answer changed = put("a", body, first);
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(first);
        assertThat(put("a", body, first)
                        .problem("source-changed")
                        .path("status")
                        .intValue())
                .isEqualTo(412);
        assertThat(put("b", body, first).status()).isEqualTo(404);
        assertThat(delete("a", null).status()).isEqualTo(428);
        assertThat(delete("a", first).status()).isEqualTo(412);
        assertThat(delete("a", "\"x\"").status()).isEqualTo(412);
        assertThat(delete("a", changed.header("ETag")).status()).isEqualTo(204);
        assertThat(api.get("/sources/a")
                        .problem("source-not-found")
                        .path("status")
                        .intValue())
                .isEqualTo(404);
    }

    @Test
    void shouldListPageByPageAndFilter() throws Exception {
        for (String id : new String[] {"c", "a", "b"}) {
            add(SHELF.replace("\"a\"", "\"" + id + "\"").replace("risk", id));
        }

        Answer first = api.get("/sources?limit=2");
        String cursor = first.json().path("next_cursor").stringValue();
        assertThat(first.json().at("/items/1/id").stringValue()).isEqualTo("b");
        assertThat(api.get("/sources?limit=2&cursor=" + cursor)
                        .json()
                        .at("/items/0/id")
                        .stringValue())
                .isEqualTo("c");
        assertThat(api.get("/sources?label=team%3Db&connector=shelf")
                        .json()
                        .at("/items/0/id")
                        .stringValue())
                .isEqualTo("b");
        assertThat(api.get("/sources?connector=other").json().path("items").size())
                .isZero();
        assertThat(api.get("/sources?site=london").json().path("items").size()).isZero();
        assertThat(api.get("/sources?label=x").status()).isEqualTo(400);
    }

    @Test
    void shouldSayInOneSentenceWhatIsWrong() throws Exception {
        add(SHELF);
        add(SHELF.replace("\"a\"", "\"b\"").replace("/here", "/there"));

        assertThat(api.post("/sources/a/test").json().path("ok").booleanValue()).isTrue();
        Answer answer = api.post("/sources/b/test");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("trouble").stringValue()).isEqualTo("unreachable");
        assertThat(answer.json().path("sentence").stringValue()).isEqualTo("Nobody answers there.");
        assertThat(api.post("/sources/c/test").status()).isEqualTo(404);
    }

    @Test
    void shouldRefuseWhatCannotBeKept() throws Exception {
        refused(SHELF.replace("\"root\": \"/here\"", ""), "/options/root");
        refused(SHELF.replace("shelf\"", "shell\""), "/connector");
        refused(SHELF.replace("env:SHELF", "canary-5d1"), "/credential");
        refused(SHELF.replace("\"root\"", "\"Password\": \"canary-5d1\", \"root\""), "/options/Password");
        refused(SHELF.replace("/here", "x://u:canary-5d1@h/d"), "/options/root");
        refused(SHELF.replace("not 08:00", "not 28:00"), "/budget/windows/0");
        refused(SHELF.replace("\"a\"", "\"../a\""), "/id");
    }

    private void refused(String body, String pointer) throws Exception {
        Answer answer = add(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.problem("invalid-source").at("/errors/0/pointer").stringValue())
                .isEqualTo(pointer);
        assertThat(answer.body()).doesNotContain("canary-5d1");
    }

    private Answer add(String body) throws Exception {
        return api.send(
                api.to("/sources").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private Answer put(String id, String body, @Nullable String tag) throws Exception {
        var request = api.to("/sources/" + id).header("Content-Type", "application/json");
        return api.send((tag == null ? request : request.header("If-Match", tag)).PUT(BodyPublishers.ofString(body)));
    }

    private Answer delete(String id, @Nullable String tag) throws Exception {
        var request = api.to("/sources/" + id);
        return api.send((tag == null ? request : request.header("If-Match", tag)).DELETE());
    }
}
