package io.trawl.discovery.file;

import io.trawl.discovery.source.Listing;
import io.trawl.discovery.source.SourceObject;
import io.trawl.schemas.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Keeps all it is told, as one line each. */
final class HeardListing implements Listing {
    final List<String> lines = new ArrayList<>();
    final List<String> cursors = new ArrayList<>();
    final List<SourceObject> objects = new ArrayList<>();

    @Override
    public void found(SourceObject object, String cursor) {
        objects.add(object);
        lines.add("found " + object.name());
        cursors.add(cursor);
    }

    @Override
    public void left(Outcome outcome, String reason, String name, String cursor) {
        lines.add(outcome + " " + reason + " " + name);
        cursors.add(cursor);
    }

    @Override
    public void busy() {}
}
