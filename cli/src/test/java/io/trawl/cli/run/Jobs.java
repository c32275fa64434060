package io.trawl.cli.run;

import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Jobs for tests. */
public final class Jobs {
    public static final UUID ID = UUID.fromString("0198a4c2-7d1e-7f00-8000-5a1b2c3d4e5f");
    public static final Instant CREATED = Instant.parse("2026-11-23T14:00:00Z");
    public static final Instant ENDED = Instant.parse("2026-11-23T14:02:10Z");

    private Jobs() {}

    public static JobStatus status(JobState state, Map<String, String> labels) {
        return new JobStatus(
                ID,
                "scan",
                "discovery",
                state,
                5,
                labels,
                1,
                CREATED,
                ENDED,
                state.terminal() ? ENDED : null,
                state.terminal() ? null : 310L,
                List.of(
                        new PhaseStatus("discover", "DONE", Map.of(), new RecordCounts(1, 1, 0, 0, 0), 0),
                        new PhaseStatus(
                                "inspect",
                                "RUNNING",
                                Map.of(),
                                new RecordCounts(90_211, 45_000, 61, 0, 0),
                                4_200_000_000L),
                        new PhaseStatus("classify", "RUNNING", Map.of(), new RecordCounts(10, 5, 0, 0, 0), 0)),
                Map.of("finding", 318L),
                null);
    }

    public static Receipt receipt(JobState state, long gaps) {
        Receipt.Line line = new Receipt.Line(
                "inspect",
                "/srv/share",
                new RecordCounts(100, 95, 2, 1, 2),
                Map.of("binary", 2L),
                Map.of("unreadable", 1L),
                Map.of("*.bak", 2L),
                12_345);
        return new Receipt(
                1, ID, "scan", "discovery", state, 1, true, CREATED, ENDED, List.of(line), gaps, Map.of("finding", 1L));
    }
}
