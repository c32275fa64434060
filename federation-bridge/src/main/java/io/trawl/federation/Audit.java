package io.trawl.federation;

/** Told of what the master did of itself that somebody may ask about. */
@FunctionalInterface
public interface Audit {
    /** Tells nobody. */
    Audit NONE = (tenant, action, target) -> {};

    /**
     * @param action for example {@code resubmitPart}
     * @param target the job or the site that it was done to
     */
    void tell(String tenant, String action, String target);
}
