package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class OpenApiCompatibilityTest {
    private static final Path RELEASED = Path.of("released", "openapi-v1.json");

    /** With {@code -Dtrawl.openapi.release=true}, done once per release, the copy is renewed first. */
    @Test
    void shouldBreakNoClientOfTheLastRelease() throws IOException {
        ObjectNode now = OpenApi.document();
        if (Boolean.getBoolean("trawl.openapi.release")) {
            JsonMapper pretty = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            Files.writeString(RELEASED, pretty.writeValueAsString(now) + "\n");
        }

        assertThat(OpenApiChanges.breaking(released(), now))
                .as("Keep what was released as it is and add beside it; schemas/README.md says what is compatible")
                .isEmpty();
    }

    private static JsonNode released() throws IOException {
        return Json.mapper().readTree(Files.readString(RELEASED));
    }

    static Stream<Arguments> breakingChanges() {
        return Stream.of(
                change("GET /jobs is gone", d -> path(d, "/paths").remove("/jobs")),
                change(
                        "POST /jobs/{id}/cancel is gone",
                        d -> path(d, "/paths/~1jobs~1{id}~1cancel").remove("post")),
                change(
                        "GET /jobs needs another scope",
                        d -> path(d, "/paths/~1jobs/get").put("x-trawl-scope", "admin")),
                change(
                        "no longer knows the parameter query state",
                        d -> array(d, "/paths/~1jobs/get/parameters").remove(0)),
                change(
                        "now needs the parameter query limit",
                        d -> path(d, "/components/parameters/limit").put("required", true)),
                change(
                        "limit has a narrower maximum",
                        d -> path(d, "/components/parameters/limit/schema").put("maximum", 10)),
                change(
                        "GET /jobs/{id}/receipt 404 is no longer an answer",
                        d -> path(d, "/paths/~1jobs~1{id}~1receipt/get/responses")
                                .remove("404")),
                change(
                        "GET /jobs 200 is no longer known as application/json",
                        d -> path(d, "/paths/~1jobs/get/responses/200/content").remove("application/json")),
                change(
                        "/next_cursor is gone",
                        d -> path(d, "/components/schemas/job-page/properties").remove("next_cursor")),
                change(
                        "/job_id may now be absent",
                        d -> array(d, "/components/schemas/job-started/required")
                                .remove(0)),
                change(
                        "/name is now needed",
                        d -> array(d, "/components/schemas/job-request/required")
                                .add("name")),
                change(
                        "/created has another type",
                        d -> path(d, "/components/schemas/job-started/properties/created")
                                .put("type", "string")),
                change(
                        "/state knows fewer values",
                        d -> array(d, "/components/schemas/common/$defs/job_state/enum")
                                .remove(7)),
                change(
                        "/limits/concurrency has a narrower maximum",
                        d -> path(d, "/components/schemas/job-request/$defs/limits/properties/concurrency")
                                .put("maximum", 5)));
    }

    @ParameterizedTest
    @MethodSource("breakingChanges")
    void shouldNoticeWhatBreaksClients(String sentence, Consumer<ObjectNode> change) {
        ObjectNode changed = OpenApi.document();
        change.accept(changed);

        assertThat(OpenApiChanges.breaking(OpenApi.document(), changed)).anyMatch(found -> found.contains(sentence));
    }

    @Test
    void shouldAllowWhatOnlyAdds() {
        ObjectNode grown = OpenApi.document();
        path(grown, "/paths").putObject("/new").putObject("get");
        path(grown, "/components/schemas/job-started/properties")
                .putObject("more")
                .put("type", "string");
        path(grown, "/components/schemas/job-request/properties")
                .putObject("more")
                .put("type", "string");
        array(grown, "/components/schemas/common/$defs/job_state/enum").add("NEW");
        array(grown, "/components/schemas/job-started/required").add("more");
        path(grown, "/components/parameters/limit/schema").put("maximum", 5_000);
        path(grown, "/paths/~1jobs/get/responses").putObject("418").put("description", "New.");

        assertThat(OpenApiChanges.breaking(OpenApi.document(), grown)).isEqualTo(List.of());
    }

    private static Arguments change(String sentence, Consumer<ObjectNode> change) {
        return Arguments.of(sentence, change);
    }

    private static ObjectNode path(JsonNode document, String pointer) {
        return (ObjectNode) document.at(pointer);
    }

    private static ArrayNode array(JsonNode document, String pointer) {
        return (ArrayNode) document.at(pointer);
    }
}
