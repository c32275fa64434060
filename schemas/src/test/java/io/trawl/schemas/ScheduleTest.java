package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static Schedule read(String fields) {
        String json = """
                {"id": "nightly", "cron": "@daily", "job": {"workload": "discovery", "sources": ["a"]%s}""".formatted(fields);
        return Json.parse(json, Schedule.class, 100_000);
    }

    @Test
    void shouldFillInWhatIsLeftOut() {
        Schedule schedule = read("}");

        assertThat(schedule.zone()).isEqualTo("UTC");
        assertThat(schedule.overlap()).isEqualTo(Overlap.SKIP);
        assertThat(schedule.missed()).isEqualTo(WhenMissed.SKIP);
        assertThat(schedule.grace()).isEqualTo(Schedule.DEFAULT_GRACE);
        assertThat(schedule.jitter()).isZero();
        assertThat(schedule.active()).isTrue();
    }

    @Test
    void shouldMarkTheJobsOfASchedule() {
        Schedule schedule = read(", \"labels\": {\"team\": \"risk\"}, \"priority\": 7,"
                + " \"webhooks\": [{\"url\": \"https://hooks.example.org/x\"}]}");

        assertThat(schedule.request().labels()).isEqualTo(Map.of("team", "risk", Schedule.LABEL, "nightly"));
        assertThat(schedule.request().priority()).isEqualTo(7);
        assertThat(schedule.request().webhooks()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /zone       | }, "zone": "Mars/Olympus"
            /jitter     | }, "jitter": "PT24H1S"
            /grace      | }, "grace": "P8D"
            /job/labels | , "labels": {"trawl.schedule": "x"}}
            """)
    void shouldRefuseWhatTheSchemaCannotSay(String pointer, String fields) {
        InvalidField refused = catchThrowableOfType(InvalidField.class, () -> read(fields));

        assertThat(refused.pointer()).isEqualTo(pointer);
        assertThat(refused.getMessage()).doesNotContain("Mars");
    }

    @Test
    void shouldReadThatItIsNotEnabled() {
        Schedule paused = read("}, \"enabled\": false");

        assertThat(paused.active()).isFalse();
        assertThat(Json.mapper().readValue(Json.canonical(paused), Schedule.class))
                .isEqualTo(paused);
    }

    @Test
    void shouldKeepRoomForItsLabel() {
        Map<String, String> labels = IntStream.range(0, JobRequest.MAX_LABELS)
                .boxed()
                .collect(Collectors.toMap(i -> "k" + i, i -> "v", (a, b) -> a, LinkedHashMap::new));

        InvalidField refused = catchThrowableOfType(
                InvalidField.class, () -> read(", \"labels\": " + Json.mapper().writeValueAsString(labels) + "}"));

        assertThat(refused.getMessage()).contains("at most 49");
    }
}
