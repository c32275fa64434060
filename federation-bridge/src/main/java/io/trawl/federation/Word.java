package io.trawl.federation;

import io.trawl.schemas.JobStatus;
import io.trawl.schemas.PhaseStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the master keeps of a status: counts and names of phases. It has no field for a value, an object's name or a text.
 *
 * @param etaS seconds left by the site's own estimate
 * @param results number of published result keys per kind, and per kind and subkind ({@code finding/iban})
 */
record Word(@Nullable Long etaS, List<PhaseStatus> phases, Map<String, Long> results) {
    static final Word NONE = new Word(null, List.of(), Map.of());
    private static final int MAX_PHASES = 50;

    Word {
        phases = List.copyOf(phases);
        results = Map.copyOf(results);
    }

    static Word of(JobStatus status) {
        List<PhaseStatus> phases =
                status.phases().stream().limit(MAX_PHASES).map(Word::safe).toList();
        return new Word(status.etaS(), phases, SafeWord.totals(status.results()));
    }

    private static PhaseStatus safe(PhaseStatus phase) {
        return new PhaseStatus(
                SafeWord.of(phase.phase()),
                SafeWord.of(phase.state()),
                SafeWord.counts(phase.tasks()),
                phase.records(),
                phase.bytes(),
                phase.throughput());
    }
}
