package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The last value that is allowed and the first that is not are the same for the record and for its schema. */
class LimitsTest {
    private static final JsonMapper MAPPER = Json.mapper();

    @ParameterizedTest(name = "{0}/{1} {2}: {3} but not {4}")
    @CsvSource(textBlock = """
            work-packet, second-attempt, /v,                    1,          0
            work-packet, second-attempt, /v,                    1,          2
            work-packet, second-attempt, /task_id,              1,          0
            work-packet, second-attempt, /attempt,              1,          0
            work-packet, second-attempt, /attempt,              2147483647, 2147483648
            report,      chunk,          /v,                    1,          2
            report,      chunk,          /task_id,              1,          0
            report,      chunk,          /attempt,              1,          0
            report,      chunk,          /seq,                  1,          0
            report,      chunk,          /records,              0,          -1
            report,      chunk,          /rows,                 10000,      10001
            report,      failed,         /rows,                 0,          1
            report,      handed-back,    /rows,                 0,          1
            report,      chunk,          /weight,               0,          -1
            report,      chunk,          /checkpoint/records_done, 0,       -1
            report,      chunk,          /tally/noted,          0,          -1
            report,      chunk,          /tally/processed,      0,          -1
            report,      chunk,          /tally/bytes,          9223372036854775807, -1
            report,      chunk,          /tally/skipped/binary, 1,          0
            heartbeat,   busy,           /v,                    1,          2
            heartbeat,   busy,           /number,               0,          -1
            heartbeat,   busy,           /slots,                0,          -1
            heartbeat,   busy,           /attempts/0/task_id,   1,          0
            heartbeat,   busy,           /attempts/1/attempt,   1,          0
            heartbeat,   busy,           /attempts/0/last_seq,  0,          -1
            job-request, quarterly,      /priority,             1,          0
            job-request, quarterly,      /priority,             9,          10
            job-request, quarterly,      /limits/concurrency,   1,          0
            job-request, quarterly,      /limits/concurrency,   10000,      10001
            job-request, quarterly,      /limits/bytes,         1,          0
            job-request, quarterly,      /limits/bytes,         9223372036854775807, -1
            job-request, quarterly,      /sources/1/budget/concurrency, 10000, 10001
            job-request, spread,         /sites/n,              1,          0
            job-request, spread,         /sites/n,              1000,       1001
            installation-view, child,    /epoch,                1,          0
            source-spec, defined,        /budget/concurrency,   1,          0
            job-status,  running,        /priority,             9,          10
            job-status,  running,        /version,              0,          -1
            job-status,  running,        /phases/0/bytes,       0,          -1
            job-status,  running,        /phases/1/records/failed, 0,       -1
            event,       chunk-accepted, /next_phase,           1,          0
            event,       chunk-accepted, /chunk_id,             1,          0
            event,       chunk-accepted, /records,              1,          0
            event,       chunk-accepted, /from,                 0,          -1
            event,       chunk-accepted, /batch/max_records,    100000,     100001
            event,       chunk-accepted, /batch/max_weight,     1,          0
            event,       task-started,   /attempt,              1,          0
            event,       task-started,   /stall_ms,             0,          -1
            event,       task-advanced,  /seq,                  1,          0
            event,       task-ended,     /attempt,              0,          -1
            event,       phase-released, /phase,                0,          -1
            event,       phase-advanced, /phase,                0,          -1
            event,       phase-advanced, /records,              0,          -1
            event,       phase-advanced, /tasks,                0,          -1
            event,       job-rate,       /phases/0/phase,       0,          -1
            event,       job-rate,       /phases/0/throughput/recent/records_per_s, 0, -1
            event,       worker-joined,  /slots,                0,          -1
            event,       worker-stalled, /task_id,              1,          0
            event,       worker-stalled, /attempt,              1,          0
            job-status,  measured,       /phases/1/throughput/steady/tasks_per_s, 0, -1
            command,     schedule,       /phase,                1,          0
            command,     schedule,       /ranges/1/chunk_id,    1,          0
            command,     schedule,       /ranges/0/from,        0,          -1
            command,     abort-attempt,  /task_id,              1,          0
            control,     abort,          /task_id,              1,          0
            control,     abort,          /attempt,              1,          0
            receipt,     with-gaps,      /v,                    1,          2
            receipt,     with-gaps,      /revision,             1,          0
            receipt,     with-gaps,      /gaps_total,           0,          -1
            receipt,     with-gaps,      /lines/1/skipped/binary, 0,        -1
            task-view,   waiting,        /attempt,              0,          -1
            task-view,   waiting,        /records,              0,          -1
            wait-view,   budget,         /tasks,                1,           0
            worker-view, busy,           /slots,                0,          -1
            worker-view, busy,           /in_use,               0,          -1
            pool-view,   behind,         /pending,              0,          -1
            pool-view,   behind,         /runnable,             0,          -1
            pool-view,   behind,         /in_flight,            0,          -1
            pool-view,   behind,         /slots,                0,          -1
            pool-view,   behind,         /workers,              0,          -1
            pool-view,   behind,         /wanted_workers,       0,          -1
            schedule-run, missed,        /run,                  1,          0
            schedule-run, missed,        /missed,               0,          -1
            task-request, two-slots,     /renewal,              0,          -1
            task-request, two-slots,     /wait_ms,              0,          -1
            task-request, two-slots,     /wait_ms,              20000,      20001
            task-grants, one,            /tasks/0/phase,        0,          -1
            task-grants, one,            /tasks/0/first_page/0/weight, 0,   -1
            progress-update, chunk,      /staged/0/task_id,     1,          0
            progress-update, chunk,      /staged/0/seq,         1,          0
            progress-update, rows-alone, /staged/0/from,        9999,       10000
            progress-update, rows-alone, /staged/0/rows/0/weight, 0,        -1
            progress-answer, accepted,   /verdicts/0/accepted_seq, 0,       -1
            lease-answer, renewed,       /standings/0/accepted_seq, 0,      -1
            inputs-request, second-page, /from,                 0,          -1
            inputs-request, second-page, /limit,                1000,       1001
            inputs-request, second-page, /limit,                1,          0
            toll-request, bytes,         /bytes,                0,          -1
            toll-request, bytes,         /rows,                 0,          -1
            toll-answer, limited,        /bytes,                0,          -1
            """)
    void shouldHoldTheSameRange(String schema, String example, String pointer, long allowed, long refused) {
        JsonNode good = MAPPER.getNodeFactory().numberNode(allowed);
        JsonNode bad = MAPPER.getNodeFactory().numberNode(refused);

        requireBoundary(schema, example(schema, example), pointer, good, bad);
    }

    static Arguments[] texts() {
        return new Arguments[] {
            Arguments.of("work-packet", "second-attempt", "/tenant", "t".repeat(200), "t".repeat(201)),
            Arguments.of("work-packet", "second-attempt", "/pool", "𝛑".repeat(200), "𝛑".repeat(201)),
            Arguments.of("work-packet", "second-attempt", "/source", "a b", " \t "),
            Arguments.of("work-packet", "second-attempt", "/phase", "x", ""),
            Arguments.of("work-packet", "second-attempt", "/workload", "é", "a\u0007"),
            Arguments.of(
                    "work-packet", "second-attempt", "/job_id", "00000000-0000-0000-0000-000000000000", "1-1-1-1-1"),
            Arguments.of("report", "failed", "/reason", "r".repeat(200), "r".repeat(201)),
            Arguments.of("report", "chunk", "/checkpoint/cursor", "c".repeat(4_096), "c".repeat(4_097)),
            Arguments.of("report", "chunk", "/kind", "DONE", "PAUSED"),
            Arguments.of("gap", "skipped", "/name", "n".repeat(8_192), "n".repeat(8_193)),
            Arguments.of("gap", "skipped", "/outcome", "EXCLUDED", "PROCESSED"),
            Arguments.of("job-request", "quarterly", "/name", "n".repeat(200), "n".repeat(201)),
            Arguments.of("job-request", "quarterly", "/labels/team", "n".repeat(200), "n".repeat(201)),
            Arguments.of("job-request", "quarterly", "/limits/deadline", "PT0.001S", "PT0S"),
            Arguments.of("job-request", "quarterly", "/limits/deadline", "P1DT6H30S", "P1Y"),
            Arguments.of("job-request", "quarterly", "/limits/deadline", "P2D", "-PT1H"),
            Arguments.of("job-request", "quarterly", "/limits/duration", "PT0.001S", "PT0S"),
            Arguments.of("source-spec", "defined", "/credential", "file:/run/secrets/share", "hunter2"),
            Arguments.of("event", "chunk-accepted", "/batch/linger", "PT0S", "soon"),
            Arguments.of("event", "task-ended", "/state", "DEAD", "done"),
            Arguments.of("event", "job-ended", "/type", "job_ended", "job_vanished"),
            Arguments.of("schedule", "kept", "/id", "s".repeat(200), "s".repeat(201)),
            Arguments.of("schedule", "kept", "/cron", "c".repeat(200), "c".repeat(201)),
            Arguments.of("schedule", "kept", "/zone", "Asia/Tokyo", ""),
            Arguments.of("schedule", "kept", "/jitter", "P1D", "-PT1S"),
            Arguments.of("schedule", "kept", "/grace", "P7D", "P1Y"),
            Arguments.of("schedule", "kept", "/overlap", "CANCEL_PREVIOUS", "both"),
            Arguments.of("schedule", "kept", "/missed", "SKIP", "all"),
            Arguments.of("schedule", "kept", "/labels/team", "n".repeat(200), "n".repeat(201)),
            Arguments.of("worker-view", "busy", "/labels/rack", "n".repeat(200), "n".repeat(201)),
            Arguments.of("worker-view", "busy", "/name", "n".repeat(200), "n".repeat(201)),
            Arguments.of("pool-view", "behind", "/pool", "n".repeat(200), "n".repeat(201)),
            Arguments.of("schedule-run", "started", "/state", "REFUSED", "started"),
            Arguments.of("task-view", "waiting", "/since", "2026-11-23T15:02:10+01:00", "2026-11-23"),
            Arguments.of("task-request", "two-slots", "/pool", "p".repeat(200), "p".repeat(201)),
            Arguments.of("progress-update", "chunk", "/staged/0/rows/0/name", "n".repeat(8_192), "n".repeat(8_193)),
            Arguments.of("progress-update", "chunk", "/staged/0/rows/0/body", "b".repeat(65_536), "b".repeat(65_537)),
            Arguments.of("progress-update", "chunk", "/staged/0/rows/1/label", "l".repeat(200), "l".repeat(201)),
            Arguments.of("lease-request", "open", "/act", "CLOSE", "RENEWED"),
            Arguments.of("inputs-page", "one", "/records/0/body", "b".repeat(65_536), "b".repeat(65_537)),
            Arguments.of("toll-answer", "limited", "/delay", "PT0S", "soon"),
            Arguments.of("task-view", "waiting", "/since", "2026-11-23T14:02:10.123456Z", "2026-11-23T14:02:10"),
        };
    }

    static Arguments[] textsOfSites() {
        return new Arguments[] {
            Arguments.of("job-request", "spread", "/sites/deadline", "PT0.001S", "PT0S"),
            Arguments.of("job-request", "spread", "/sites/policy", "quorum", "most"),
            Arguments.of("job-request", "part", "/parent/site", "s".repeat(200), "s".repeat(201)),
            Arguments.of("site", "kept", "/credential", "file:/run/secrets/token", "hunter2"),
            Arguments.of("site", "kept", "/url", "http://[::1]:8080", "https://user@trawl.example"),
            Arguments.of("site", "kept", "/tls/key", "file:/k", "env:KEY"),
            Arguments.of("site", "kept", "/state", "DRAINING", "active"),
            Arguments.of("site", "kept", "/id", "s".repeat(200), "s".repeat(201)),
        };
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource({"texts", "textsOfSites"})
    void shouldTakeTheSameTexts(String schema, String example, String pointer, String allowed, String refused) {
        JsonNode good = MAPPER.getNodeFactory().stringNode(allowed);
        JsonNode bad = MAPPER.getNodeFactory().stringNode(refused);

        requireBoundary(schema, example(schema, example), pointer, good, bad);
    }

    static Arguments[] sizes() {
        JsonNode range = example("command", "schedule").at("/ranges/0");
        JsonNode listed = example("heartbeat", "busy").at("/attempts/0");
        JsonNode execution = example("task-request", "two-slots").at("/executions/0");
        JsonNode report = example("report", "done");
        JsonNode row = example("progress-update", "rows-alone").at("/staged/0/rows/0");
        return new Arguments[] {
            Arguments.of("task-request", "two-slots", "/executions", list(execution, 1_000), list(execution, 1_001)),
            Arguments.of("task-request", "two-slots", "/executions", list(execution, 1), list(execution, 0)),
            Arguments.of("progress-update", "chunk", "/reports", list(report, 500), list(report, 501)),
            Arguments.of("progress-update", "chunk", "/staged/0/rows", list(row, 10_000), list(row, 10_001)),
            Arguments.of("command", "schedule", "/ranges", list(range, 1_000), list(range, 1_001)),
            Arguments.of("command", "schedule", "/ranges", list(range, 1), list(range, 0)),
            Arguments.of("heartbeat", "busy", "/attempts", list(listed, 50_000), list(listed, 50_001)),
            Arguments.of("job-request", "quarterly", "/sources", sources(1_000), sources(1_001)),
            Arguments.of("job-request", "quarterly", "/sources", sources(1), sources(0)),
            Arguments.of("job-request", "quarterly", "/labels", map(50, "v"), map(51, "v")),
            Arguments.of("worker-view", "busy", "/labels", map(50, "v"), map(51, "v")),
            Arguments.of("schedule", "kept", "/labels", map(50, "v"), map(51, "v")),
            Arguments.of("site", "kept", "/labels", map(50, "v"), map(51, "v")),
            Arguments.of("source-spec", "defined", "/options", map(200, 1), map(201, 1)),
            Arguments.of("report", "chunk", "/tally/excluded", map(64, 1), map(65, 1)),
        };
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("sizes")
    void shouldHoldAsManyEntries(String schema, String example, String pointer, JsonNode allowed, JsonNode refused) {
        requireBoundary(schema, example(schema, example), pointer, allowed, refused);
    }

    private static void requireBoundary(String schema, JsonNode base, String pointer, JsonNode good, JsonNode bad) {
        JsonNode allowed = Fields.with(base, pointer, good);
        JsonNode refused = Fields.with(base, pointer, bad);

        assertThat(refusal(schema, allowed)).isNull();
        assertThat(CommittedSchemas.errors(schema, allowed)).isEmpty();
        assertThat(refusal(schema, refused))
                .isNotNull()
                .satisfies(e -> assertThat(e.pointer()).isEqualTo(pointer));
        assertThat(CommittedSchemas.errors(schema, refused)).isNotEmpty();
    }

    private static InvalidField refusal(String schema, JsonNode document) {
        Class<?> type = WireTypes.DOCUMENTS.get(schema).getRawClass();
        return catchThrowableOfType(InvalidField.class, () -> Json.parse(document.toString(), type, 20_000_000));
    }

    private static JsonNode example(String schema, String name) {
        return CommittedSchemas.examples(schema).stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow()
                .tree();
    }

    private static JsonNode list(JsonNode item, int size) {
        return MAPPER.valueToTree(Collections.nCopies(size, item));
    }

    private static JsonNode sources(int size) {
        return MAPPER.valueToTree(
                IntStream.range(0, size).mapToObj(i -> Map.of("id", "ds_" + i)).toList());
    }

    private static JsonNode map(int size, Object value) {
        return MAPPER.valueToTree(
                IntStream.range(0, size).boxed().collect(Collectors.toMap(i -> "key" + i, i -> value)));
    }
}
