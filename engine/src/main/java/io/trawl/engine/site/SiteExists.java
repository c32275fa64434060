package io.trawl.engine.site;

/** The id of the site is taken. */
public final class SiteExists extends Exception {
    public SiteExists() {
        super("There is a site of this id; choose another, or replace that one.");
    }
}
