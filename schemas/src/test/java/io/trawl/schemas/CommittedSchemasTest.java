package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CommittedSchemasTest {
    static List<String> names() {
        return CommittedSchemas.names();
    }

    static List<String> documents() {
        return List.copyOf(WireTypes.DOCUMENTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldBeValidAgainstTheMetaSchema(String name) {
        assertThat(CommittedSchemas.errorsOfSchema(CommittedSchemas.tree(name))).isEmpty();
    }

    @Test
    void shouldNoticeASchemaThatIsNotValid() {
        JsonNode broken = Json.mapper().readTree("{\"type\": \"integr\", \"required\": \"name\"}");

        assertThat(CommittedSchemas.errorsOfSchema(broken)).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldCarryAStableName(String name) {
        assertThat(CommittedSchemas.tree(name).path("$id").asString()).isEqualTo(CommittedSchemas.urn(name));
        assertThat(CommittedSchemas.tree(name).path("$schema").asString())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldDescribeEveryField(String name) {
        assertThat(nodes(CommittedSchemas.tree(name))
                        .filter(node -> node.path("type").isString())
                        .flatMap(node -> Stream.concat(
                                Stream.of(node), node.path("properties").valueStream())))
                .allSatisfy(node ->
                        assertThat(node.path("description").asString("")).endsWith("."));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldStayOpenForFieldsToCome(String name) {
        assertThat(nodes(CommittedSchemas.tree(name))).allSatisfy(node -> {
            assertThat(node.path("additionalProperties").isBoolean()).isFalse();
            assertThat(node.has("unevaluatedProperties")).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldHaveAnExample(String name) {
        assertThat(CommittedSchemas.examples(name)).isNotEmpty();
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        return Stream.concat(Stream.of(node), node.valueStream().flatMap(CommittedSchemasTest::nodes));
    }
}
