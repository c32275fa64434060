package io.trawl.engine.rates;

import io.trawl.schemas.JobState;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.Throughput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a job will take. Phases work at the same time, so the slowest one counts. A phase that is still fed will get more
 * than it has: by as much as the one before it has left to do, in the proportion seen so far. While the first phase goes on
 * nobody knows how much there is.
 */
final class Eta {
    static final String DONE = "DONE";

    private static final String PENDING = "PENDING";
    /** A guess of more than ten years is none. */
    private static final double MOST_SECONDS = 10 * 365.25 * 86_400;

    private Eta() {}

    /** Seconds, at least 1; null when unknown, and for a job that does not run. */
    static @Nullable Long seconds(JobState state, List<PhaseStatus> phases) {
        if (state != JobState.RUNNING
                || phases.isEmpty()
                || !phases.getFirst().state().equals(DONE)) {
            return null;
        }
        double slowest = 0;
        // Of the phase before: how much more it will have handed on at its end than it has now.
        double growth = 1;
        for (PhaseStatus phase : phases.subList(1, phases.size())) {
            if (phase.state().equals(PENDING)) {
                return null;
            }
            double total = phase.records().discovered() * growth;
            double settled =
                    Math.max(0, phase.records().discovered() - phase.records().open());
            double left = total - settled;
            if (left > 0) {
                Throughput rate = phase.throughput();
                if (rate == null || rate.steady().recordsPerS() <= 0 || settled == 0) {
                    return null;
                }
                slowest = Math.max(slowest, left / rate.steady().recordsPerS());
            }
            growth = settled == 0 ? 1 : Math.max(1, total / settled);
        }
        return slowest > MOST_SECONDS ? null : Math.max(1, (long) Math.ceil(slowest));
    }
}
