package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a job over several sites when some of them do not deliver.
 *
 * @param policy who has to deliver
 * @param n how many sites have to deliver; with {@link Kind#QUORUM} alone, 1 or more
 * @param deadline from submission, ISO-8601, longer than zero; a site that has not ended by then is given up. Null waits
 *     for as long as the policy says
 */
public record SitePolicy(
        Kind policy, @Nullable Integer n, @Nullable Duration deadline) {
    /** Every site has to deliver, however long it is away. */
    public static final SitePolicy DEFAULT = new SitePolicy(Kind.ALL, null, null);

    public static final int MAX_SITES = JobRequest.MAX_SOURCES;

    /** Who has to deliver. */
    public enum Kind {
        /** Every site. */
        @JsonProperty("all")
        ALL,
        /** So many of them. */
        @JsonProperty("quorum")
        QUORUM,
        /** Whoever can. */
        @JsonProperty("best_effort")
        BEST_EFFORT
    }

    public SitePolicy {
        Checks.present(policy, "sites.policy");
        if (policy == Kind.QUORUM) {
            Checks.within(Checks.present(n, "sites.n"), 1, MAX_SITES, "sites.n");
        } else if (n != null) {
            throw new InvalidField("sites.n", "belongs to the policy quorum; leave it out");
        }
        if (deadline != null && (deadline.isNegative() || deadline.isZero())) {
            throw new InvalidField("sites.deadline", "must be longer than zero, for example PT6H");
        }
    }
}
