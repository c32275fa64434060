package io.trawl.engine.site;

/** The site has parts of jobs that have not ended. */
public final class SiteInUse extends Exception {
    /** @param jobs that have not ended there */
    public SiteInUse(int jobs) {
        super("The site has " + jobs + (jobs == 1 ? " job" : " jobs")
                + " that have not ended; drain it and wait, or cancel them.");
    }
}
