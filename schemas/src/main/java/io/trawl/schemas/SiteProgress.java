package io.trawl.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a job stands at one site, as the master heard it last.
 *
 * @param sources of the job at this site
 * @param jobId what the site calls its part; null before it has answered
 * @param state of that part; null before the site has answered
 * @param lastWord when the site spoke of it last; null when it never did
 * @param ageS seconds since then
 * @param etaS seconds left by the site's own estimate at its last word; null when unknown or over
 * @param results number of published result keys per kind, and per kind and subkind ({@code finding/iban})
 * @param reason in one word why it stands where it stands: of what was refused, or why the part failed; null otherwise
 */
public record SiteProgress(
        String site,
        List<String> sources,
        Standing standing,
        @Nullable UUID jobId,
        @Nullable JobState state,
        @Nullable Instant lastWord,
        @Nullable Long ageS,
        @Nullable Long etaS,
        List<PhaseStatus> phases,
        Map<String, Long> results,
        @Nullable String reason) {
    /** What the master knows of the site's part. */
    public enum Standing {
        /** It was not acknowledged yet: perhaps it is there, perhaps not. */
        SUBMITTING,
        /** The site tells of it. */
        FOLLOWED,
        /** The site was asked and does not answer; what it has goes on without the master. */
        UNREACHABLE,
        /** The job did not wait for it any longer; what it delivers later is taken all the same. */
        GIVEN_UP,
        /** The site would not take it, or has lost it twice. */
        REFUSED,
        /** It ended, and the master has its last word. */
        ENDED
    }

    public SiteProgress {
        site = Checks.id(site, "site");
        sources = Checks.list(sources, "sources");
        Checks.present(standing, "standing");
        phases = Checks.list(phases, "phases");
        results = Checks.counts(results, "results");
    }
}
