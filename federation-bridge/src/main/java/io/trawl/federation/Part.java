package io.trawl.federation;

import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.JobState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a job that one site does.
 *
 * @param attempts requests sent to submit it, counted before they were sent
 * @param resubmitted how often it was submitted again because the site had lost it
 * @param child what the site calls it, and how it stands there; null before it was acknowledged
 * @param verb what the site has still to be told; null when nothing
 * @param verbNo grows with each verb
 * @param covered whether the receipt of its end is kept
 * @param reason one word; of what was refused
 */
record Part(
        UUID jobId,
        String site,
        String tenant,
        List<String> sources,
        Standing standing,
        int attempts,
        int resubmitted,
        @Nullable Told child,
        Word word,
        @Nullable JobVerb verb,
        int verbNo,
        boolean givenUp,
        boolean covered,
        boolean acknowledged,
        @Nullable String reason) {
    /** As it is stored. */
    enum Standing {
        SUBMITTING,
        FOLLOWED,
        REFUSED,
        ENDED
    }

    /**
     * What the site said of it last.
     *
     * @param epochId of the site's job store then
     * @param lastWord null before its first status
     */
    record Told(
            UUID id,
            @Nullable UUID epochId,
            @Nullable JobState state,
            long version,
            @Nullable Instant lastWord) {}

    /** Whether the site has still to be asked something. */
    boolean open() {
        return standing == Standing.SUBMITTING
                || standing == Standing.FOLLOWED
                || (standing == Standing.ENDED && !acknowledged);
    }

    /** Whether nothing more is waited for. */
    boolean settled() {
        return standing == Standing.ENDED || standing == Standing.REFUSED || givenUp;
    }

    @Nullable
    JobState state() {
        return child == null ? null : child.state();
    }

    /** Whether the site has done what it was asked for, be it with gaps. */
    boolean delivered() {
        return standing == Standing.ENDED && (state() == JobState.COMPLETED || state() == JobState.COMPLETED_WITH_GAPS);
    }
}
