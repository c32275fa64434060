package io.trawl.engine.state;

import static io.trawl.schemas.JobState.CANCELLED;
import static io.trawl.schemas.JobState.CANCELLING;
import static io.trawl.schemas.JobState.COMPLETED;
import static io.trawl.schemas.JobState.COMPLETED_WITH_GAPS;
import static io.trawl.schemas.JobState.FAILED;
import static io.trawl.schemas.JobState.PAUSED;
import static io.trawl.schemas.JobState.PENDING;
import static io.trawl.schemas.JobState.RUNNING;

import io.trawl.schemas.JobState;
import java.util.List;

/** Every move a job can make. */
public final class JobMoves {
    public static final List<Move<JobState>> ALL = List.of(
            new Move<>(PENDING, RUNNING, "admit"),
            new Move<>(PENDING, CANCELLING, "cancel"),
            new Move<>(RUNNING, PAUSED, "pause"),
            new Move<>(PAUSED, RUNNING, "resume"),
            new Move<>(RUNNING, CANCELLING, "cancel"),
            new Move<>(PAUSED, CANCELLING, "cancel"),
            new Move<>(CANCELLING, CANCELLED, "nothing left in flight"),
            new Move<>(RUNNING, COMPLETED, "nothing open, everything read"),
            new Move<>(RUNNING, COMPLETED_WITH_GAPS, "nothing open, something unread"),
            new Move<>(RUNNING, FAILED, "nothing open, records unaccounted for"),
            // What runs when a job is paused goes on, and may be the last of it.
            new Move<>(PAUSED, COMPLETED, "nothing open, everything read"),
            new Move<>(PAUSED, COMPLETED_WITH_GAPS, "nothing open, something unread"),
            new Move<>(PAUSED, FAILED, "nothing open, records unaccounted for"),
            new Move<>(COMPLETED_WITH_GAPS, RUNNING, "retry"),
            new Move<>(FAILED, RUNNING, "retry"));

    private JobMoves() {}

    public static boolean allowed(JobState from, JobState to) {
        return ALL.stream().anyMatch(move -> move.from() == from && move.to() == to);
    }
}
