package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.site.ResidencyForbids;
import io.trawl.orchestrator.api.RunningApi.Answer;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.JobState;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitesApiTest {
    private static final String LONDON = """
            {"id": "london", "url": "https://london.example:8443", "credential": "env:LONDON",
             "tls": {"authorities": "file:/etc/trawl/ca.pem"}, "residency": "strict", "labels": {"team": "risk"}}""";

    private RunningApi api;

    @BeforeEach
    void startServer() throws Exception {
        api = new RunningApi(null);
    }

    @AfterEach
    void stopServer() {
        api.close();
    }

    private static String named(String id) {
        return LONDON.replace("\"london\"", "\"" + id + "\"");
    }

    @Test
    void shouldKeepASiteAndTellItsVersion() throws Exception {
        Answer added = add(LONDON);

        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertThat(added.header("Location")).isEqualTo("/sites/london");
        Answer read = api.get("/sites/london");
        assertThat(read.header("ETag")).isEqualTo(added.header("ETag")).matches("\"\\d+\"");
        assertThat(read.json()).isEqualTo(added.json());
        assertThat(read.json().path("residency").stringValue()).isEqualTo("strict");
        assertThat(read.json().path("state").stringValue()).isEqualTo("ACTIVE");
        assertThat(add(LONDON).problem("site-exists").at("/errors/0/pointer").stringValue())
                .isEqualTo("/id");
    }

    @Test
    void shouldChangeASiteOnlyForWhoReadItLast() throws Exception {
        String first = add(LONDON).header("ETag");
        String body = "{\"url\": \"https://london.example\"}";

        put("london", body, null).problem("precondition-required");
        Answer changed = put("london", body, first);
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(first);
        assertThat(put("london", body, first)
                        .problem("site-changed")
                        .path("status")
                        .intValue())
                .isEqualTo(412);
        assertThat(put("paris", body, first).status()).isEqualTo(404);
        assertThat(delete("london", null).status()).isEqualTo(428);
        assertThat(delete("london", first).status()).isEqualTo(412);
        assertThat(delete("london", "\"x\"").status()).isEqualTo(412);
        assertThat(delete("london", changed.header("ETag")).status()).isEqualTo(204);
        assertThat(api.get("/sites/london")
                        .problem("site-not-found")
                        .path("status")
                        .intValue())
                .isEqualTo(404);
    }

    @Test
    void shouldNotForgetASiteThatHasJobs() throws Exception {
        String tag = add(named("busy")).header("ETag");

        Answer answer = delete("busy", tag);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem("site-in-use").path("detail").stringValue()).contains("2 jobs");
    }

    @ParameterizedTest
    @CsvSource({"cordon, CORDONED", "drain, DRAINING", "activate, ACTIVE"})
    void shouldMoveASiteAndTellItsVersion(String verb, String state) throws Exception {
        String first = add(LONDON).header("ETag");

        Answer moved = api.post("/sites/london/" + verb);

        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        assertThat(moved.json().path("state").stringValue()).isEqualTo(state);
        assertThat(moved.header("ETag")).isNotEmpty().isNotEqualTo(first);
        assertThat(api.post("/sites/paris/" + verb)
                        .problem("site-not-found")
                        .path("status")
                        .intValue())
                .isEqualTo(404);
    }

    @Test
    void shouldTellWhatCameOfAnImport() throws Exception {
        add(LONDON);
        add(named("away"));

        Answer answer = api.post("/sites/london/import");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/added/0").stringValue()).isEqualTo("ds_1");
        assertThat(answer.json().at("/taken/0").stringValue()).isEqualTo("ds_2");
        assertThat(api.post("/sites/paris/import").status()).isEqualTo(404);
        Answer unreachable = api.post("/sites/away/import");
        assertThat(unreachable.status()).isEqualTo(503);
        assertThat(unreachable.problem("site-unreachable").path("detail").stringValue())
                .contains("'away' does not answer");
        assertThat(unreachable.header("Retry-After")).isNotEmpty();
    }

    @Test
    void shouldListPageByPage() throws Exception {
        for (String id : new String[] {"c", "a", "b"}) {
            add(named(id));
        }

        Answer first = api.get("/sites?limit=2");
        String cursor = first.json().path("next_cursor").stringValue();
        assertThat(first.json().at("/items/1/id").stringValue()).isEqualTo("b");
        Answer second = api.get("/sites?limit=2&cursor=" + cursor);
        assertThat(second.json().at("/items/0/id").stringValue()).isEqualTo("c");
        assertThat(second.json().has("next_cursor")).isFalse();
        assertThat(api.get("/sites?cursor=x").problem("cursor").path("status").intValue())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "https://london, http://london, /url",
        "env:LONDON, canary-5d1, /credential",
        "file:/etc, /etc, /tls/authorities",
        "\"london\", \"self\", /url",
        "strict, lax, /residency",
    })
    void shouldRefuseWhatCannotBeKept(String good, String bad, String pointer) throws Exception {
        Answer answer = add(LONDON.replace(good, bad));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.problem("invalid-site").at("/errors/0/pointer").stringValue())
                .isEqualTo(pointer);
        assertThat(answer.body()).doesNotContain("canary-5d1");
    }

    @Test
    void shouldRefuseFieldsThatDoNotExist() throws Exception {
        assertThat(add(LONDON.replace("residency", "residence"))
                        .problem("unknown-field")
                        .at("/errors/0/pointer")
                        .stringValue())
                .isEqualTo("/residence");
        assertThat(add(LONDON.replace("authorities", "authority"))
                        .problem("unknown-field")
                        .at("/errors/0/pointer")
                        .stringValue())
                .isEqualTo("/tls/authority");
    }

    @Test
    void shouldSayThatAnswersMayNotLeaveTheirSite() throws Exception {
        UUID job = api.jobs.add("default", JobState.COMPLETED);
        api.jobs.failWith(new ResidencyForbids("london"));

        Answer answer = api.get("/jobs/" + job + "/results");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem("residency").path("detail").stringValue()).contains("'london'");
    }

    @Test
    void shouldSayWhereThereIsNoMaster() throws Exception {
        ApiParts parts = new ApiParts(
                api.jobs,
                KnownSources.none(),
                Optional::empty,
                () -> "",
                new MemoryAccess().stores(),
                "1",
                KnownSchedules.none(api.jobs));
        try (ApiServer lonely = ApiServer.start(ApiConfig.local(0), parts)) {
            for (String path : List.of("", "/london", "/london/cordon", "/london/import")) {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(lonely.uri() + "/sites" + path));
                Answer answer =
                        api.send(path.matches(".*(cordon|import)") ? request.POST(BodyPublishers.noBody()) : request);
                assertThat(answer.status()).as(path).isEqualTo(404);
                assertThat(answer.problem("no-sites").path("detail").stringValue())
                        .contains("trawl serve --deployment-model FEDERATED");
            }
        }
    }

    @Test
    void shouldSayWhoAnswers() throws Exception {
        InstallationView shown = api.installation;

        Answer answer = api.get("/installation");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("installation_id").stringValue())
                .isEqualTo(shown.installationId().toString());
        assertThat(answer.json().path("epoch").longValue()).isEqualTo(shown.epoch());
        assertThat(answer.json().path("capabilities").toString()).isEqualTo("[\"parent\",\"acknowledge\"]");
    }

    private Answer add(String body) throws Exception {
        return api.send(
                api.to("/sites").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private Answer put(String id, String body, @Nullable String tag) throws Exception {
        var request = api.to("/sites/" + id).header("Content-Type", "application/json");
        return api.send((tag == null ? request : request.header("If-Match", tag)).PUT(BodyPublishers.ofString(body)));
    }

    private Answer delete(String id, @Nullable String tag) throws Exception {
        var request = api.to("/sites/" + id);
        return api.send((tag == null ? request : request.header("If-Match", tag)).DELETE());
    }
}
