package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final UUID JOB = UUID.fromString("01980b5e-7c1d-7a34-8f21-3a5b9c0d1e2f");

    @Test
    void shouldReadASourceFromItsIdOrFromAnObject() {
        assertThat(read("\"ds_london_01\"", SourceSpec.class)).isEqualTo(SourceSpec.named("ds_london_01"));
        assertThat(read("{\"id\": \"ds_london_01\"}", SourceSpec.class)).isEqualTo(SourceSpec.named("ds_london_01"));
        assertThat(read(
                        "{\"options\": {\"root\": \"/srv\"}, \"connector\": \"file\", \"id\": \"a\"}",
                        SourceSpec.class))
                .isEqualTo(SourceSpec.of("a", "file", Map.of("root", "/srv")));
    }

    @Test
    void shouldFillDefaultsOfAJobRequest() {
        JobRequest read = read("{\"workload\": \"discovery\", \"sources\": [\"a\"]}", JobRequest.class);

        assertThat(read)
                .isEqualTo(new JobRequest(
                        "discovery",
                        "discovery",
                        List.of(SourceSpec.named("a")),
                        Map.of(),
                        5,
                        JobLimits.NONE,
                        Map.of()));
    }

    @Test
    void shouldWriteDurationsAsText() {
        assertThat(write(new JobLimits(null, Duration.ofMinutes(390), null, null)))
                .isEqualTo("{\"deadline\":\"PT6H30M\"}");
    }

    @Test
    void shouldLeaveNullsOut() {
        assertThat(write(new Checkpoint(3, null))).isEqualTo("{\"records_done\":3}");
        assertThat(write(new Page<>(List.of(), null))).isEqualTo("{\"items\":[]}");
    }

    @Test
    void shouldNameTheVariantAndKeepTheOrderOfTheRecord() {
        assertThat(write(new Event.PhaseReleased(JOB, 2)))
                .isEqualTo("{\"type\":\"phase_released\",\"job_id\":\"" + JOB + "\",\"phase\":2}");
    }

    @Test
    void shouldReadAVariantWhoseTypeComesLast() {
        String json = "{\"phase\":2,\"job_id\":\"" + JOB + "\",\"type\":\"phase_released\"}";

        assertThat(read(json, Event.class)).isEqualTo(new Event.PhaseReleased(JOB, 2));
    }

    @Test
    void shouldSortMapsByKeyAtEveryDepth() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("z", 1);
        inner.put("a", null);
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("y", inner);
        options.put("b", List.of(inner));

        assertThat(write(SourceSpec.of("s", "file", options)))
                .isEqualTo("{\"id\":\"s\",\"connector\":\"file\","
                        + "\"options\":{\"b\":[{\"a\":null,\"z\":1}],\"y\":{\"a\":null,\"z\":1}}}");
    }

    @Test
    void shouldKeepTheBodyOfAResultAsItsText() {
        String json =
                "{\"source\":\"s\",\"kind\":\"finding\",\"key\":\"k\",\"body\":{\"z\": [0.10, 1e5, null], \"a\": \"é\\n\"}}";
        ResultRow row = read(json, ResultRow.class);

        assertThat(row.body()).isEqualTo("{\"z\":[0.10,1E+5,null],\"a\":\"é\\n\"}");
        assertThat(read(write(row), ResultRow.class)).isEqualTo(row);
    }

    @Test
    void shouldTakeAnyJsonAsABody() {
        for (String body : List.of("[1,2]", "\"text\"", "17", "true", "{}")) {
            String json = "{\"source\":\"s\",\"kind\":\"k\",\"key\":\"k\",\"body\":" + body + "}";

            assertThat(read(json, ResultRow.class).body()).isEqualTo(body);
            assertThat(write(read(json, ResultRow.class))).isEqualTo(json);
        }
    }

    @Test
    void shouldTakeAnAbsentMapAsEmptyAndAnAbsentListAsMissing() {
        assertThat(read("{\"noted\":0,\"processed\":1,\"bytes\":0}", Tally.class))
                .isEqualTo(new Tally(0, 1, Map.of(), Map.of(), Map.of(), 0));
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> new Page<>(null, null))
                .withMessage("'items' is missing");
    }

    @Test
    void shouldRefuseNullsInsideCollections() {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> read("{\"workload\":\"w\",\"sources\":[\"a\",null]}", JobRequest.class))
                .withMessage("'sources.1' is missing");
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() ->
                        read("{\"workload\":\"w\",\"sources\":[\"a\"],\"labels\":{\"k\":null}}", JobRequest.class))
                .withMessage("'labels.k' is missing");
    }

    private static <T> T read(String json, Class<T> type) {
        return Json.parse(json, type, 10_000);
    }

    private static String write(Object value) {
        return Json.mapper().writeValueAsString(value);
    }
}
