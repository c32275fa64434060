package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.CommittedSchemas.Example;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ExamplesTest {
    private static final JsonMapper MAPPER = Json.mapper();

    static List<Example> examples() {
        return CommittedSchemas.examples();
    }

    static Stream<Example> fullExamples() {
        return examples().stream().filter(e -> !e.isShort());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldValidate(Example example) {
        assertThat(CommittedSchemas.errors(example.schema(), example.tree())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldBecomeTheSameRecordAgain(Example example) {
        Object read = read(example, example.tree());
        JsonNode written = MAPPER.readTree(MAPPER.writeValueAsString(read));

        assertThat(read(example, written)).isEqualTo(read);
        assertThat(CommittedSchemas.errors(example.schema(), written)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fullExamples")
    void shouldBeWrittenAsItWasRead(Example example) {
        String written = MAPPER.writeValueAsString(read(example, example.tree()));

        assertThat(MAPPER.readTree(written)).isEqualTo(example.tree());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldTolerateUnknownFieldsAtEveryLevel(Example example) {
        JsonNode extended = example.tree().deepCopy();
        Fields.records(example.tree()).forEach(pointer -> {
            ObjectNode record = (ObjectNode) extended.at(pointer);
            record.putObject("x_not_known_yet").putArray("deep").add(1).addNull();
            record.put("x_flag", true);
        });

        assertThat(CommittedSchemas.errors(example.schema(), extended)).isEmpty();
        assertThat(read(example, extended)).isEqualTo(read(example, example.tree()));
    }

    private static Object read(Example example, JsonNode tree) {
        JavaType type = WireTypes.DOCUMENTS.get(example.schema());
        return MAPPER.readValue(tree.toString(), type);
    }
}
