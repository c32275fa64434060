package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.orchestrator.access.NewToken;
import io.trawl.orchestrator.access.Principal;
import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.access.Tokens;
import io.trawl.orchestrator.api.RunningApi.Answer;
import io.trawl.schemas.JobState;
import io.trawl.schemas.OpenApi;
import java.net.http.HttpRequest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** S1, S5, S14: every endpoint of the description, with every scope, for two tenants. */
class S1RoleMatrixTest {
    private static RunningApi api;
    private static final Map<Scope, String> OURS = new EnumMap<>(Scope.class);
    private static final Map<Scope, String> THEIRS = new EnumMap<>(Scope.class);
    private static String theirToken = "";
    private static String theirTag = "";
    private static String theirScheduleTag = "";
    private static String theirSiteTag = "";

    /** One operation of the description. */
    record Line(String method, String path, String scope, String tenant) {
        @Override
        public String toString() {
            return method + " " + path;
        }

        boolean about(String kind) {
            return path.startsWith("/" + kind + "/{");
        }
    }

    @BeforeAll
    static void startServer() throws Exception {
        api = new RunningApi(new ApiAccess(ApiAccess.LOOPBACK, null, true, null), true);
        for (Scope scope : Scope.values()) {
            OURS.put(scope, api.token("ours", scope));
            THEIRS.put(scope, api.token("theirs", scope));
        }
        Tokens tokens = new Tokens(api.access, InstantSource.system(), new SecureRandom());
        Principal they = new Principal("test", "theirs", EnumSet.allOf(Scope.class));
        theirToken = tokens.create(they, new NewToken("theirs", List.of(Scope.READ), NewToken.DEFAULT_LIFE))
                .token()
                .tokenId();
        theirTag = api.send(api.to("/sources")
                        .header("Authorization", "Bearer " + THEIRS.get(Scope.ADMIN))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(shelf("theirs-1"))))
                .header("ETag");
        theirScheduleTag = api.send(api.to("/schedules")
                        .header("Authorization", "Bearer " + THEIRS.get(Scope.SUBMIT))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(daily("theirs-1"))))
                .header("ETag");
        theirSiteTag = api.send(api.to("/sites")
                        .header("Authorization", "Bearer " + THEIRS.get(Scope.ADMIN))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(site("theirs-1"))))
                .header("ETag");
        assertThat(theirSiteTag).isNotEmpty();
        assertThat(theirTag).isNotEmpty();
        assertThat(theirScheduleTag).isNotEmpty();
    }

    @AfterAll
    static void stopServer() {
        api.close();
    }

    static Stream<Line> operations() {
        List<Line> lines = new ArrayList<>();
        Set<String> methods = Set.of("get", "put", "post", "delete", "patch");
        OpenApi.document()
                .path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    if (methods.contains(method)) {
                        lines.add(line(path, method, operation));
                    }
                }));
        assertThat(lines).hasSizeGreaterThan(15);
        return lines.stream();
    }

    private static Line line(String path, String method, JsonNode operation) {
        return new Line(
                method.toUpperCase(Locale.ROOT),
                path,
                operation.path("x-trawl-scope").stringValue(),
                operation.path("x-trawl-tenant").stringValue());
    }

    static Stream<Line> guarded() {
        return operations().filter(line -> !line.scope().equals("none"));
    }

    static Stream<Line> aboutOne() {
        return guarded()
                .filter(line -> line.path().contains("{") && line.tenant().equals("own"));
    }

    private static Answer ask(Line line, String id, String token) throws Exception {
        String path = line.path().replaceAll("\\{[^}]*}", id);
        HttpRequest.Builder request = api.to(path).header("Accept", "*/*");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!line.method().equals("GET")) {
            request.header("Content-Type", "application/json")
                    .header("If-Match", tag(line))
                    .method(line.method(), HttpRequest.BodyPublishers.ofString(body(line, id)));
        }
        return api.send(request);
    }

    private static String tag(Line line) {
        if (line.about("schedules")) {
            return theirScheduleTag;
        }
        return line.about("sites") ? theirSiteTag : theirTag;
    }

    /** Where the body is read before the thing itself is looked for, it has to be a good one. */
    private static String body(Line line, String id) {
        if (line.about("schedules")) {
            return daily(id);
        }
        if (line.about("sites")) {
            return site(id);
        }
        return line.about("sources") ? shelf(id) : "{}";
    }

    private static String site(String id) {
        return "{\"id\": \"" + id + "\", \"url\": \"https://site.example\"}";
    }

    private static String daily(String id) {
        return "{\"id\": \"" + id + "\", \"cron\": \"@daily\", \"job\": " + RunningApi.JOB + "}";
    }

    private static String shelf(String id) {
        return "{\"id\": \"" + id + "\", \"connector\": \"shelf\", \"options\": {\"root\": \"/here\"}}";
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void shouldAllowEachScopeWhatTheDescriptionSaysAndNothingElse(Line line) throws Exception {
        Scope needed = Scope.of(line.scope()).orElseThrow();
        for (Scope scope : Scope.values()) {
            Answer answer = ask(line, UUID.randomUUID().toString(), OURS.get(scope));
            boolean allowed = scope == needed || (scope == Scope.ADMIN && needed != Scope.WORKER);
            if (allowed) {
                assertThat(answer.status()).as("%s with %s", line, scope).isNotIn(401, 403);
            } else {
                assertThat(answer.status()).as("%s with %s", line, scope).isEqualTo(403);
                answer.problem("forbidden");
                assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope", needed.text());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void shouldAskEverybodyForAToken(Line line) throws Exception {
        Answer answer = ask(line, UUID.randomUUID().toString(), "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @MethodSource("aboutOne")
    void shouldAnswerForWhatIsAnothersAsForWhatDoesNotExist(Line line) throws Exception {
        String id = theirs(line);
        String nobodys =
                line.about("tokens") ? "aaaaaaaaaaaa" : UUID.randomUUID().toString();

        Answer foreign = ask(line, id, OURS.get(Scope.ADMIN));
        Answer missing = ask(line, nobodys, OURS.get(Scope.ADMIN));

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body().replace(id, "ID")).isEqualTo(missing.body().replace(nobodys, "ID"));
        assertThat(headers(foreign)).isEqualTo(headers(missing));
    }

    /** But for the one that says that this connection has had its share of requests. */
    private static Set<String> headers(Answer answer) {
        Set<String> names = new TreeSet<>(answer.response().headers().map().keySet());
        names.remove("connection");
        return names;
    }

    /** Adding a kind of thing means saying here what another tenant has of it. */
    private static String theirs(Line line) {
        return switch (line.path().split("/", -1)[1]) {
            case "jobs" -> theirJob().toString();
            case "tokens" -> theirToken;
            case "sources", "schedules", "sites" -> "theirs-1";
            default -> throw new AssertionError("Say what another tenant has at " + line.path() + ".");
        };
    }

    private static UUID theirJob() {
        return api.jobs.add("theirs", JobState.RUNNING);
    }

    @Test
    void shouldListNothingOfAnotherTenant() throws Exception {
        UUID theirs = theirJob();
        UUID ours = api.jobs.add("ours", JobState.RUNNING);
        String reader = OURS.get(Scope.READ);

        assertThat(api.with(reader, "/jobs").body()).contains(ours.toString()).doesNotContain(theirs.toString());
        assertThat(api.with(reader, "/get_job_status?job_id=" + theirs + "," + ours)
                        .body())
                .contains(ours.toString())
                .doesNotContain(theirs.toString());
        assertThat(api.with(reader, "/get_job_status?job_id=" + theirs).status())
                .isEqualTo(404);
        assertThat(api.with(reader, "/sources?limit=1000").body()).doesNotContain("theirs-1");
        assertThat(api.with(reader, "/sites?limit=1000").body()).doesNotContain("theirs-1");
        assertThat(api.with(reader, "/schedules?limit=1000").body()).doesNotContain("theirs-1");
        assertThat(api.with(OURS.get(Scope.ADMIN), "/tokens?limit=1000").body()).doesNotContain(theirToken, "theirs");
        assertThat(api.with(OURS.get(Scope.ADMIN), "/audit?limit=1000").body()).doesNotContain("\"theirs\"");
    }

    @Test
    void shouldKeepIdempotencyKeysOfTenantsApart() throws Exception {
        Answer first = api.send(api.starting(RunningApi.JOB)
                .header("Idempotency-Key", "k1")
                .header("Authorization", "Bearer " + OURS.get(Scope.SUBMIT)));
        Answer second = api.send(api.starting(RunningApi.JOB)
                .header("Idempotency-Key", "k1")
                .header("Authorization", "Bearer " + THEIRS.get(Scope.SUBMIT)));

        assertThat(second.json().path("created").booleanValue()).isTrue();
        assertThat(second.json().path("job_id")).isNotEqualTo(first.json().path("job_id"));
    }

    /** They belong to the installation: names of machines are nothing for whoever may read the jobs of a tenant. */
    @Test
    void shouldShowWorkersAndPoolsToWhomeverMayOperateAlone() {
        assertThat(guarded().filter(line -> line.path().matches("/(workers|pools)(/.*)?")))
                .hasSize(2)
                .allSatisfy(line -> {
                    assertThat(line.scope()).isEqualTo("operate");
                    assertThat(line.tenant()).isEqualTo("all");
                });
    }

    /** The description is what is enforced, so that a slip in it would open a door: these lines hold it. */
    @Test
    void shouldKeepAdminFunctionsForAdmins() {
        assertThat(guarded().filter(line -> line.path().matches("/(tokens|audit)(/.*)?")))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(line -> assertThat(line.scope()).isEqualTo("admin"));
        assertThat(guarded().filter(line -> !line.method().equals("GET")))
                .allSatisfy(line -> assertThat(line.scope()).isNotEqualTo("read"));
        assertThat(operations().filter(line -> line.scope().equals("none")))
                .allSatisfy(line -> assertThat(line.path()).startsWith("/actuator/health/"));
        assertThat(guarded().filter(line -> line.path().contains("{id}")))
                .allSatisfy(line -> assertThat(line.tenant()).isEqualTo("own"));
    }
}
