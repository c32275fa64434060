package io.trawl.engine.site;

/** What was asked for is at a site that does not answer. Nothing is known of what it would have said. */
public final class SiteUnreachable extends RuntimeException {
    /** @param trouble one word, never what the site said */
    public SiteUnreachable(String site, String trouble) {
        super("The site '" + site + "' does not answer (" + trouble
                + "), and what is asked for is there alone; ask again later, or at the site itself.");
    }
}
