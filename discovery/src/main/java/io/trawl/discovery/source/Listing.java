package io.trawl.discovery.source;

import io.trawl.schemas.Outcome;

/** Hears what a source holds. Each call names the cursor that goes on right after it. */
public interface Listing {
    void found(SourceObject object, String cursor);

    /** Something that will not be read, and why. */
    void left(Outcome outcome, String reason, String name, String cursor);

    /** Nothing found for a while, still at it. */
    void busy();
}
