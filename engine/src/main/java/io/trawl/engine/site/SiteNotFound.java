package io.trawl.engine.site;

/** The tenant has no such site. */
public final class SiteNotFound extends Exception {
    public SiteNotFound() {
        super("There is no such site; list the sites to see their ids.");
    }
}
