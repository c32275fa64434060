package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final JsonNode DOCUMENT = OpenApi.document();

    @Test
    void shouldLeadEveryReferenceToSomething() {
        List<String> references = nodes(DOCUMENT)
                .map(node -> node.path("$ref").asString(""))
                .filter(reference -> !reference.isEmpty())
                .distinct()
                .toList();

        assertThat(references).hasSizeGreaterThan(20).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    @Test
    void shouldHoldTheVerySchemasOfTheMessages() {
        assertThat(DOCUMENT.at("/components/schemas/job-request/properties/priority"))
                .isEqualTo(CommittedSchemas.tree("job-request").at("/properties/priority"));
        assertThat(DOCUMENT.at("/components/schemas/job-request/properties/limits/$ref")
                        .stringValue())
                .isEqualTo("#/components/schemas/job-request/$defs/limits");
        assertThat(nodes(DOCUMENT)).noneMatch(node -> node.has("$id"));
    }

    @Test
    void shouldHaveSchemasThatAreValid() {
        DOCUMENT.at("/components/schemas")
                .forEachEntry((name, schema) -> assertThat(CommittedSchemas.errorsOfSchema(schema))
                        .as(name)
                        .isEmpty());
    }

    @Test
    void shouldSayOfEveryOperationWhoMayCallItAndWhatItSeesOfTenants() {
        List<JsonNode> operations = operations();

        assertThat(operations).hasSizeGreaterThan(10).allSatisfy(operation -> {
            String name = operation.path("operationId").asString("one without operationId");
            assertThat(operation.path("summary").asString("")).as(name).endsWith(".");
            assertThat(operation.path("x-trawl-scope").asString(""))
                    .as(name)
                    .isIn("none", "read", "submit", "operate", "admin", "worker");
            assertThat(operation.path("x-trawl-tenant").asString("")).as(name).isIn("own", "all", "none");
        });
        assertThat(operations.stream().map(o -> o.path("operationId").stringValue()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldNameTheProblemsThatEveryGuardedOperationMayAnswerWith() {
        assertThat(operations()).allSatisfy(operation -> {
            boolean open = operation.path("x-trawl-scope").stringValue().equals("none");
            assertThat(operation.path("responses").has("401")).isEqualTo(!open);
        });
        assertThat(DOCUMENT.has("x-trawl-common-responses")).isFalse();
    }

    @Test
    void shouldDescribeEveryParameterOfAPathsTemplate() {
        DOCUMENT.path("paths").forEachEntry((path, item) -> {
            List<String> declared = new ArrayList<>();
            item.path("parameters")
                    .forEach(parameter ->
                            declared.add(resolved(parameter).path("name").stringValue()));
            List<String> inTemplate = Stream.of(path.split("/", -1))
                    .filter(part -> part.startsWith("{"))
                    .map(part -> part.substring(1, part.length() - 1))
                    .toList();
            assertThat(declared).as(path).containsExactlyElementsOf(inTemplate);
        });
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.path("$ref").stringValue().substring(1)) : node;
    }

    private static List<JsonNode> operations() {
        return DOCUMENT.path("paths")
                .valueStream()
                .flatMap(path -> path.properties().stream())
                .filter(entry -> METHODS.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        return Stream.concat(Stream.of(node), node.valueStream().flatMap(OpenApiTest::nodes));
    }
}
