package io.trawl.orchestrator.api;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.trawl.schemas.Json;
import io.trawl.schemas.OpenApi;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code openapi/v1.json} says of this API, and whether an answer is what it says. Every failure names what has to
 * be added to that file.
 */
final class ApiDescription {
    private static final String FILE = "schemas/src/main/resources/openapi/v1.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String URN = "urn:trawl:openapi";

    /** Last of the constants, since it needs the others. */
    static final ApiDescription SERVED = new ApiDescription(OpenApi.document());

    private final ObjectNode document;
    private final Map<String, Operation> operations = new TreeMap<>();
    private final SchemaRegistry registry;
    /** Statuses that an answer was seen with, by operation. */
    private final Map<String, Set<Integer>> seen = new ConcurrentHashMap<>();

    private ApiDescription(ObjectNode document) {
        this.document = document;
        document.path("paths")
                .forEachEntry((path, item) -> item.properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> operation(path, item, method.getKey(), method.getValue()))
                        .forEach(operation -> operations.put(operation.name(), operation)));
        ObjectNode components = Json.mapper().createObjectNode();
        components.put("$id", URN).set("components", document.path("components"));
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                b -> b.schemas(iri -> iri.equals(URN) ? components.toString() : null));
    }

    /**
     * One method of a path.
     *
     * @param name for example {@code GET /jobs/{id}}
     * @param query names of its query parameters
     * @param accepts media types of its body
     * @param answers media types of its answers by status
     */
    record Operation(
            String name,
            Pattern path,
            Set<String> query,
            Set<String> accepts,
            Map<Integer, Map<String, JsonNode>> answers) {
        /** Media types of the answers that are no errors. */
        Set<String> produces() {
            return answers.entrySet().stream()
                    .filter(answer -> answer.getKey() < 400)
                    .flatMap(answer -> answer.getValue().keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Operation operation(String path, JsonNode item, String method, JsonNode operation) {
        Set<String> query = Stream.concat(
                        item.path("parameters").valueStream(),
                        operation.path("parameters").valueStream())
                .map(this::resolved)
                .filter(parameter -> parameter.path("in").stringValue("").equals("query"))
                .map(parameter -> parameter.path("name").stringValue())
                .collect(Collectors.toCollection(TreeSet::new));
        Map<Integer, Map<String, JsonNode>> answers = new TreeMap<>();
        operation
                .path("responses")
                .forEachEntry((status, response) -> answers.put(Integer.valueOf(status), content(resolved(response))));
        return new Operation(
                method.toUpperCase(Locale.ROOT) + " " + path,
                Pattern.compile(path.replaceAll("\\{[^}]*}", "[^/]+")),
                query,
                content(resolved(operation.path("requestBody"))).keySet(),
                answers);
    }

    private static Map<String, JsonNode> content(JsonNode holder) {
        Map<String, JsonNode> content = new TreeMap<>();
        holder.path("content").forEachEntry((type, media) -> content.put(type, media.path("schema")));
        return content;
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    Map<String, Operation> operations() {
        return operations;
    }

    Set<Integer> seen(String operation) {
        return seen.getOrDefault(operation, Set.of());
    }

    Optional<Operation> find(String method, String path) {
        // A path without a variable goes before one with.
        Operation exact = operations.get(method + " " + path);
        return exact != null
                ? Optional.of(exact)
                : operations.values().stream()
                        .filter(o -> o.name().startsWith(method + " ")
                                && o.path().matcher(path).matches())
                        .findFirst();
    }

    /** Whatever a test asks of a running server has to be answered as described. */
    void check(String method, String path, HttpResponse<String> response) {
        Optional<Operation> operation = find(method, path);
        if (operation.isEmpty()) {
            return;
        }
        String name = operation.get().name();
        int status = response.statusCode();
        Map<String, JsonNode> content = operation.get().answers().get(status);
        if (content == null) {
            throw new AssertionError("%s answered %d, which is not described: add \"%d\" to its responses in %s."
                    .formatted(name, status, status, FILE));
        }
        seen.computeIfAbsent(name, _ -> ConcurrentHashMap.newKeySet()).add(status);
        String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        if (!content.isEmpty() || !type.isEmpty()) {
            checkBody(name + " " + status, type, content, response.body());
        }
    }

    private void checkBody(String answer, String type, Map<String, JsonNode> content, String body) {
        JsonNode schema = content.get(type);
        if (schema == null) {
            throw new AssertionError("%s came as '%s', which is not described: add it beside %s to its content in %s."
                    .formatted(answer, type, content.keySet(), FILE));
        }
        if (type.endsWith("json") && !schema.isMissingNode()) {
            List<Error> errors = errors(schema, body);
            if (!errors.isEmpty()) {
                throw new AssertionError("%s differs from its schema in %s: %s".formatted(answer, FILE, errors));
            }
        }
    }

    private List<Error> errors(JsonNode schema, String body) {
        String absolute = schema.toString().replace("\"#/components/", "\"" + URN + "#/components/");
        try {
            return registry.getSchema(Json.mapper().readTree(absolute))
                    .validate(
                            Json.mapper().readTree(body), e -> e.executionConfig(c -> c.formatAssertionsEnabled(true)));
        } catch (JacksonException e) {
            throw new AssertionError("The body is no JSON: " + body, e);
        }
    }
}
