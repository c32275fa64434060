package io.trawl.engine.site;

/** The site was changed since it was read. */
public final class StaleSite extends Exception {
    public StaleSite() {
        super("The site was changed since it was read; read it again and repeat the change.");
    }
}
