package io.trawl.engine.state;

import static io.trawl.schemas.JobState.CANCELLED;
import static io.trawl.schemas.JobState.CANCELLING;
import static io.trawl.schemas.JobState.COMPLETED;
import static io.trawl.schemas.JobState.COMPLETED_WITH_GAPS;
import static io.trawl.schemas.JobState.FAILED;
import static io.trawl.schemas.JobState.PENDING;
import static io.trawl.schemas.JobState.RUNNING;

import io.trawl.schemas.JobState;
import java.util.List;

/** Every move a job can make today; pausing and retrying come with their verbs. */
public final class JobMoves {
    public static final List<Move<JobState>> ALL = List.of(
            new Move<>(PENDING, RUNNING, "admit"),
            new Move<>(PENDING, CANCELLING, "cancel"),
            new Move<>(RUNNING, CANCELLING, "cancel"),
            new Move<>(CANCELLING, CANCELLED, "nothing left in flight"),
            new Move<>(RUNNING, COMPLETED, "nothing open, everything read"),
            new Move<>(RUNNING, COMPLETED_WITH_GAPS, "nothing open, something unread"),
            new Move<>(RUNNING, FAILED, "nothing open, records unaccounted for"));

    private JobMoves() {}

    public static boolean allowed(JobState from, JobState to) {
        return ALL.stream().anyMatch(move -> move.from() == from && move.to() == to);
    }
}
