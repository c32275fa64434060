package io.trawl.engine.site;

/** What was asked for may not leave its site. */
public final class ResidencyForbids extends RuntimeException {
    public ResidencyForbids(String site) {
        super("The site '" + site
                + "' lets nothing but counts leave it (residency: strict); ask at the site itself, or for the sources of"
                + " another one.");
    }
}
