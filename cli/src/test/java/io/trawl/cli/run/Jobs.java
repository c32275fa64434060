package io.trawl.cli.run;

import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.SiteProgress;
import io.trawl.schemas.SiteProgress.Standing;
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

    private static final List<PhaseStatus> PHASES = List.of(
            new PhaseStatus("discover", "DONE", Map.of(), new RecordCounts(1, 1, 0, 0, 0), 0),
            new PhaseStatus("inspect", "RUNNING", Map.of(), new RecordCounts(90_211, 45_000, 61, 0, 0), 4_200_000_000L),
            new PhaseStatus("classify", "RUNNING", Map.of(), new RecordCounts(10, 5, 0, 0, 0), 0));

    public static JobStatus status(JobState state, Map<String, String> labels) {
        return status(state, labels, null);
    }

    /** Spread over sites. */
    public static JobStatus status(JobState state, Map<String, String> labels, List<SiteProgress> sites) {
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
                PHASES,
                Map.of("finding", 318L, "finding/iban", 118L, "finding/payment_card", 200L),
                null,
                sites);
    }

    /** One site in each standing. */
    public static List<SiteProgress> sites() {
        return List.of(
                site("berlin", Standing.SUBMITTING, null, null, null, null, List.of()),
                site("cairo", Standing.REFUSED, null, null, null, "residency", List.of()),
                site("london", Standing.FOLLOWED, JobState.RUNNING),
                site("madrid", Standing.ENDED, JobState.FAILED, ENDED, 1L, "no_sources", PHASES),
                site("oslo", Standing.UNREACHABLE, null, null, null, "timed_out", List.of()),
                site("paris", Standing.GIVEN_UP, JobState.RUNNING, ENDED, 180L, "deadline", PHASES),
                site("tokyo", Standing.UNREACHABLE, JobState.RUNNING, ENDED, 200L, null, PHASES));
    }

    /** That says as much as a job alone. */
    public static SiteProgress site(String name, Standing standing, JobState state) {
        return site(name, standing, state, ENDED, 1L, null, PHASES);
    }

    public static SiteProgress site(
            String name,
            Standing standing,
            JobState state,
            Instant lastWord,
            Long ageS,
            String reason,
            List<PhaseStatus> phases) {
        Map<String, Long> results = phases == PHASES ? Map.of("finding", 318L, "finding/iban", 318L) : Map.of();
        Long eta = standing == Standing.FOLLOWED && phases == PHASES ? Long.valueOf(310) : null;
        return new SiteProgress(
                name, List.of("ds_" + name), standing, null, state, lastWord, ageS, eta, phases, results, reason);
    }

    /** One phase alone. */
    public static List<PhaseStatus> phase(long discovered, long processed) {
        return List.of(
                new PhaseStatus("discover", "RUNNING", Map.of(), new RecordCounts(discovered, processed, 0, 0, 0), 0));
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
