package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.orchestrator.api.ApiDescription.Operation;
import io.trawl.orchestrator.api.RunningApi.Answer;
import io.trawl.schemas.JobState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The description and the server are compared both ways. Each failure says what to add, and where. */
class OpenApiContractTest {
    private static final String FILE = "schemas/src/main/resources/openapi/v1.json";
    /** Health is mapped once for all of its groups; those that exist are described. */
    private static final Map<String, List<String>> GROUPS = Map.of(
            "GET /actuator/health/**", List.of("GET /actuator/health/liveness", "GET /actuator/health/readiness"));

    private static final Pattern KNOWN = Pattern.compile("is no parameter of this path; it knows ([a-z_, ]+)\\.");
    private static final ApiDescription DESCRIPTION = ApiDescription.SERVED;
    private static RunningApi api;

    @BeforeAll
    static void startServer() throws Exception {
        api = new RunningApi(null);
    }

    @AfterAll
    static void stopServer() {
        api.close();
    }

    /** What is mapped, with its media types; by method and path. */
    private static Map<String, RequestMappingInfo> mapped() {
        Map<String, RequestMappingInfo> mapped = new TreeMap<>();
        api.server.context().getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(entry -> !entry.getValue().getBeanType().getName().contains("BasicErrorController"))
                .forEach(entry -> names(entry.getKey()).forEach(name -> mapped.put(name, entry.getKey())));
        return mapped;
    }

    private static Stream<String> names(RequestMappingInfo info) {
        return info.getPatternValues().stream()
                .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                        .map(method -> method + " " + path)
                        .flatMap(name -> GROUPS.getOrDefault(name, List.of(name)).stream()));
    }

    @Test
    void shouldDescribeEveryEndpointAndNoOther() {
        Set<String> described = DESCRIPTION.operations().keySet();
        Set<String> mapped = mapped().keySet();

        assertThat(mapped)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(described)
                        .as(
                                "Add %s to \"paths\" in %s, with operationId, summary, x-trawl-scope, x-trawl-tenant, parameters"
                                        + " and responses.",
                                name, FILE)
                        .contains(name));
        assertThat(described)
                .allSatisfy(name -> assertThat(mapped)
                        .as("Nothing is mapped to %s: take it out of %s, if it was never released.", name, FILE)
                        .contains(name));
    }

    @Test
    void shouldDescribeTheMediaTypesOfEveryEndpoint() {
        mapped().forEach((name, info) -> {
            Operation operation = DESCRIPTION.operations().get(name);
            if (operation == null) {
                return;
            }
            assertThat(operation.produces())
                    .as("Media types of the answers of %s in %s", name, FILE)
                    .isEqualTo(types(info.getProducesCondition().getProducibleMediaTypes().stream()));
            assertThat(operation.accepts())
                    .as("Media types of the body of %s in %s", name, FILE)
                    .isEqualTo(types(info.getConsumesCondition().getConsumableMediaTypes().stream()));
        });
    }

    private static Set<String> types(Stream<org.springframework.http.MediaType> types) {
        return types.map(type -> type.getType() + "/" + type.getSubtype())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The server names the parameters that it knows when it is sent one that it does not. */
    @Test
    void shouldDescribeTheParametersThatTheServerKnows() throws Exception {
        for (Operation operation : DESCRIPTION.operations().values()) {
            if (operation.name().contains(" /actuator/")) {
                continue;
            }
            assertThat(parametersOf(operation))
                    .as("Query parameters of %s in %s", operation.name(), FILE)
                    .isEqualTo(operation.query());
        }
    }

    private static Set<String> parametersOf(Operation operation) throws Exception {
        String[] name = operation.name().split(" ", 2);
        String path = name[1].replace("{id}", UUID.randomUUID().toString()).replaceAll("\\{[^}]*}", "x");
        var request = api.to(path + "?not_known_here=1").header("Accept", "*/*");
        String type = operation.accepts().stream().findFirst().orElse("application/json");
        Answer answer = api.send(
                name[0].equals("GET")
                        ? request
                        : request.header("Content-Type", type)
                                .method(name[0], java.net.http.HttpRequest.BodyPublishers.ofString("{}")));
        Matcher known =
                KNOWN.matcher(answer.problem("invalid-parameter").path("detail").stringValue());
        assertThat(known.find())
                .as(
                        "%s has to refuse unknown parameters first of all: begin its handler with Query.of",
                        operation.name())
                .isTrue();
        return Arrays.stream(known.group(1).split(", ", -1))
                .filter(parameter -> !parameter.equals("none"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldAnswerAsDescribed() throws Exception {
        askForJobs();
        askForSources();
        askForSchedules();
        askForSites();
        askForTokens();
        askForWork();
        for (String path : List.of(
                "/tokens",
                "/audit",
                "/jobs",
                "/sources",
                "/sites",
                "/installation",
                "/schedules",
                "/workers",
                "/pools",
                "/openapi.json",
                "/v3/api-docs",
                "/actuator/health",
                "/actuator/info",
                "/actuator/prometheus",
                "/actuator/health/liveness",
                "/actuator/health/readiness")) {
            api.get(path);
        }

        DESCRIPTION
                .operations()
                .values()
                .forEach(operation -> assertThat(DESCRIPTION.seen(operation.name()))
                        .as("Let this test ask %s for each of its good answers.", operation.name())
                        .containsAll(operation.answers().keySet().stream()
                                .filter(status -> status < 400)
                                .toList()));
    }

    private static void askForJobs() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);
        UUID done = api.jobs.add("default", JobState.COMPLETED);
        UUID waiting = api.jobs.add("default", JobState.PENDING);
        api.start(RunningApi.JOB);
        api.get("/get_job_status?job_id=" + job);
        for (String part : List.of("", "/tasks", "/waits", "/receipt", "/gaps", "/results", "/webhooks")) {
            api.get("/jobs/" + job + part);
            api.get("/jobs/" + UUID.randomUUID() + part);
        }
        for (String verb : List.of("pause", "resume")) {
            api.post("/jobs/" + job + "/" + verb);
        }
        api.post("/jobs/" + api.jobs.add("default", JobState.FAILED) + "/retry");
        for (String verb : List.of("pause", "resume", "retry", "cancel")) {
            api.post("/jobs/" + done + "/" + verb);
            api.post("/jobs/" + UUID.randomUUID() + "/" + verb);
            api.post("/jobs/" + verb + "?label=team=other");
        }
        for (UUID acknowledged : List.of(done, job, UUID.randomUUID())) {
            api.post("/jobs/" + acknowledged + "/acknowledge");
        }
        api.post("/jobs/" + job + "/cancel");
        api.post("/jobs/" + waiting + "/cancel");
        api.post("/jobs/" + done + "/cancel");
        api.get("/jobs/" + done + "/events");
    }

    private static void askForWork() throws Exception {
        String worker = "\"worker\": \"" + UUID.randomUUID() + "\"";
        String execution = "\"" + UUID.randomUUID() + "\"";
        send(
                "/report_heartbeat",
                "{\"act\": \"OPEN\", \"heartbeat\": {\"v\": 1, " + worker
                        + ", \"name\": \"w\", \"pool\": \"p\", \"number\": 0, \"slots\": 1, \"attempts\": []}}");
        send(
                "/get_task",
                "{" + worker + ", \"pool\": \"p\", \"executions\": [" + execution
                        + "], \"renewal\": 0, \"wait_ms\": 0}");
        send("/update_task_progress", "{" + worker + ", \"staged\": [], \"reports\": []}");
        send(
                "/get_task_inputs",
                "{" + worker + ", \"job_id\": " + execution + ", \"task_id\": 1, \"attempt\": 1, \"execution\": "
                        + execution + ", \"from\": 0, \"limit\": 1}");
        send("/pay_toll", "{" + worker + ", \"tenant\": \"t\", \"source\": \"s\", \"bytes\": 1, \"rows\": 0}");
    }

    private static void send(String path, String json) throws Exception {
        Answer answer = api.send(api.to(path)
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(json)));
        assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
    }

    private static void askForTokens() throws Exception {
        Answer created = api.send(api.to("/tokens")
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"label\": \"x\", \"scopes\": [\"read\"]}")));
        api.post(created.header("Location") + "/revoke");
    }

    private static void askForSources() throws Exception {
        String body = "{\"id\": \"s\", \"connector\": \"shelf\", \"options\": {\"root\": \"/here\"}}";
        var json = java.net.http.HttpRequest.BodyPublishers.ofString(body);
        api.send(api.to("/sources").header("Content-Type", "application/json").POST(json));
        api.post("/sources/s/test");
        Answer changed = api.send(api.to("/sources/s")
                .header("Content-Type", "application/json")
                .header("If-Match", api.get("/sources/s").header("ETag"))
                .PUT(json));
        api.send(api.to("/sources/s").header("If-Match", changed.header("ETag")).DELETE());
    }

    private static void askForSchedules() throws Exception {
        String body = "{\"id\": \"s\", \"cron\": \"@daily\", \"job\": " + RunningApi.JOB + "}";
        var json = java.net.http.HttpRequest.BodyPublishers.ofString(body);
        api.send(api.to("/schedules").header("Content-Type", "application/json").POST(json));
        for (String verb : List.of("pause", "resume", "run")) {
            api.post("/schedules/s/" + verb);
        }
        api.get("/schedules/s/runs");
        Answer changed = api.send(api.to("/schedules/s")
                .header("Content-Type", "application/json")
                .header("If-Match", api.get("/schedules/s").header("ETag"))
                .PUT(json));
        api.send(api.to("/schedules/s")
                .header("If-Match", changed.header("ETag"))
                .DELETE());
    }

    private static void askForSites() throws Exception {
        var json =
                java.net.http.HttpRequest.BodyPublishers.ofString("{\"id\": \"s\", \"url\": \"https://site.example\"}");
        api.send(api.to("/sites").header("Content-Type", "application/json").POST(json));
        for (String verb : List.of("cordon", "drain", "activate", "import")) {
            api.post("/sites/s/" + verb);
        }
        Answer changed = api.send(api.to("/sites/s")
                .header("Content-Type", "application/json")
                .header("If-Match", api.get("/sites/s").header("ETag"))
                .PUT(json));
        api.send(api.to("/sites/s").header("If-Match", changed.header("ETag")).DELETE());
    }

    @Test
    void shouldServeTheDescriptionItself() throws Exception {
        Answer answer = api.get("/openapi.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(io.trawl.schemas.OpenApi.document());
        assertThat(api.get("/v3/api-docs").body()).isEqualTo(answer.body());
    }
}
