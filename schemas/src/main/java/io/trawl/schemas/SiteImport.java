package io.trawl.schemas;

import java.util.List;

/**
 * What came of taking over the sources of a site: names and kinds alone, nothing of how they are reached.
 *
 * @param added ids that are new here
 * @param kept ids that were here as sources of this site
 * @param taken ids that stand for something else here, so that they could not be taken over
 * @param gone ids that were here as sources of this site, and that the site knows no more; they are removed
 */
public record SiteImport(List<String> added, List<String> kept, List<String> taken, List<String> gone) {
    public SiteImport {
        added = Checks.list(added, "added");
        kept = Checks.list(kept, "kept");
        taken = Checks.list(taken, "taken");
        gone = Checks.list(gone, "gone");
    }
}
