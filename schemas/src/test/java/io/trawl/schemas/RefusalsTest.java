package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trawl.schemas.CommittedSchemas.Example;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Schema and record refuse the same documents, and the record says which field is at fault and no more. */
class RefusalsTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SECRET = "s3cr3t-valu3";

    static Stream<Example> examples() {
        return CommittedSchemas.examples().stream().filter(e -> !e.isShort());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldAgreeOnWhichFieldsAreRequired(Example example) {
        for (String pointer : Fields.of(example.tree())) {
            JsonNode without = Fields.with(example.tree(), pointer, null);
            InvalidField refused = refusal(example, without);

            assertThat(CommittedSchemas.errors(example.schema(), without).isEmpty())
                    .as("%s without %s: %s", example, pointer, refused)
                    .isEqualTo(refused == null);
            if (refused != null) {
                requireSentence(refused, pointer);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldCallARequiredFieldThatIsNullMissing(Example example) {
        for (String pointer : Fields.of(example.tree())) {
            InvalidField absent = refusal(example, Fields.with(example.tree(), pointer, null));
            InvalidField isNull = refusal(example, Fields.with(example.tree(), pointer, NODES.nullNode()));

            assertThat(isNull == null ? null : isNull.getMessage())
                    .as("%s with null at %s", example, pointer)
                    .isEqualTo(absent == null ? null : absent.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldRefuseValuesOfAnotherType(Example example) {
        for (String pointer : Fields.of(example.tree())) {
            if (pointer.endsWith("/body")) {
                continue; // Any JSON is right there.
            }
            for (JsonNode other : others(example.tree().at(pointer))) {
                JsonNode wrong = Fields.with(example.tree(), pointer, other);
                InvalidField refused = refusal(example, wrong);

                assertThat(CommittedSchemas.errors(example.schema(), wrong))
                        .as("%s with %s at %s", example, other, pointer)
                        .isNotEmpty();
                assertThat(refused)
                        .as("%s with %s at %s", example, other, pointer)
                        .isNotNull();
                requireSentence(refused, pointer);
                assertThat(refused).hasMessageMatching(".* (must be|belongs) .*");
            }
        }
    }

    private static List<JsonNode> others(JsonNode value) {
        Stream<JsonNode> all = Stream.of(
                NODES.numberNode(173_205),
                NODES.numberNode(0.57721),
                NODES.booleanNode(true),
                NODES.stringNode(SECRET),
                NODES.stringNode("123456"),
                NODES.arrayNode().add(SECRET),
                NODES.objectNode().put("c", SECRET));
        return all.filter(other -> value.isString()
                        ? !other.isString()
                        : value.isIntegralNumber()
                                ? !other.isIntegralNumber()
                                : other.getNodeType() != value.getNodeType())
                .toList();
    }

    /** One line that names the field, in words, without anything of the value or of the code that refused it. */
    private static void requireSentence(InvalidField refused, String pointer) {
        assertThat(refused.pointer()).isEqualTo(pointer);
        assertThat(refused)
                .hasNoCause()
                .message()
                .startsWith("'" + refused.field() + "' ")
                .doesNotContain(SECRET, "123456", "173205", "0.57721", "Exception", "tools.jackson", "java.", "\n", "@")
                .hasSizeLessThan(300);
    }

    private static InvalidField refusal(Example example, JsonNode document) {
        JavaType type = WireTypes.DOCUMENTS.get(example.schema());
        TypeReference<Object> reference = new TypeReference<>() {
            @Override
            public Type getType() {
                return type;
            }
        };
        byte[] json = document.toString().getBytes(StandardCharsets.UTF_8);
        return catchThrowableOfType(InvalidField.class, () -> Json.parse(json, reference, 1_000_000));
    }
}
