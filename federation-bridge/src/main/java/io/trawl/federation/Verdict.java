package io.trawl.federation;

import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.JobState;
import io.trawl.schemas.SitePolicy;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The state of a job as its parts and its policy make it. */
final class Verdict {
    private static final String CANCEL = JobVerb.CANCEL.name();

    private Verdict() {}

    /**
     * @param needed sites that have to deliver for the job not to fail
     * @param wish what was asked of the job last: null, or one of the words that the table of jobs allows
     */
    static JobState of(int needed, @Nullable String wish, Standings standings) {
        if (standings.settled() < standings.parts()) {
            return alive(wish, standings);
        }
        if (CANCEL.equals(wish)) {
            return JobState.CANCELLED;
        }
        if (standings.completed() == standings.parts()) {
            return JobState.COMPLETED;
        }
        return standings.delivered() >= needed ? JobState.COMPLETED_WITH_GAPS : JobState.FAILED;
    }

    /** Whether a part in this state may make another state of its job; that it has begun is told apart. */
    static boolean turnsOn(@Nullable JobState part) {
        return part != null && (part.terminal() || part == JobState.PAUSED);
    }

    /** How many sites have to deliver for the job not to fail. */
    static int needed(SitePolicy policy, int sites) {
        return switch (policy.policy()) {
            case ALL -> sites;
            case QUORUM -> policy.n() == null ? sites : policy.n();
            case BEST_EFFORT -> 1;
        };
    }

    private static JobState alive(@Nullable String wish, Standings standings) {
        if (CANCEL.equals(wish)) {
            return JobState.CANCELLING;
        }
        if (standings.paused() == standings.parts() - standings.settled()) {
            return JobState.PAUSED;
        }
        return standings.begun() > 0 ? JobState.RUNNING : JobState.PENDING;
    }

    /** Why a job FAILED. */
    static String reason(List<Part> parts) {
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
