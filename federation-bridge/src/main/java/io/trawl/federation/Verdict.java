package io.trawl.federation;

import io.trawl.schemas.JobState;
import io.trawl.schemas.SitePolicy;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job as its parts and its policy make it.
 *
 * @param reason why it FAILED; null otherwise
 */
record Verdict(JobState state, @Nullable String reason) {
    /** @param wish what was asked of the job last: null, or one of the words that the table of jobs allows */
    static Verdict of(SitePolicy policy, @Nullable String wish, List<Part> parts) {
        if (!parts.stream().allMatch(Part::settled)) {
            return new Verdict(alive(wish, parts), null);
        }
        if ("CANCEL".equals(wish)) {
            return new Verdict(JobState.CANCELLED, null);
        }
        if (parts.stream().allMatch(part -> part.state() == JobState.COMPLETED && part.delivered())) {
            return new Verdict(JobState.COMPLETED, null);
        }
        long delivered = parts.stream().filter(Part::delivered).count();
        return delivered >= needed(policy, parts.size())
                ? new Verdict(JobState.COMPLETED_WITH_GAPS, null)
                : new Verdict(JobState.FAILED, reason(parts));
    }

    /** How many sites have to deliver for the job not to fail. */
    static int needed(SitePolicy policy, int sites) {
        return switch (policy.policy()) {
            case ALL -> sites;
            case QUORUM -> policy.n() == null ? sites : policy.n();
            case BEST_EFFORT -> 1;
        };
    }

    private static JobState alive(@Nullable String wish, List<Part> parts) {
        if ("CANCEL".equals(wish)) {
            return JobState.CANCELLING;
        }
        List<Part> open = parts.stream().filter(part -> !part.settled()).toList();
        if (open.stream().allMatch(part -> part.state() == JobState.PAUSED)) {
            return JobState.PAUSED;
        }
        boolean begun = parts.stream().anyMatch(part -> part.child() != null);
        return begun ? JobState.RUNNING : JobState.PENDING;
    }

    private static String reason(List<Part> parts) {
        return "sites that did not deliver: "
                + parts.stream()
                        .filter(part -> !part.delivered())
                        .map(part -> part.site() + " (" + why(part) + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String why(Part part) {
        return switch (part.standing()) {
            case REFUSED -> "refused: " + part.reason();
            case ENDED -> String.valueOf(part.state());
            case SUBMITTING, FOLLOWED -> "given up";
        };
    }
}
