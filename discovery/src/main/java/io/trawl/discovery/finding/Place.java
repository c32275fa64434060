package io.trawl.discovery.finding;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where in an object a value begins.
 *
 * @param row counted from 0; null when the object has no rows
 * @param offset from the start of the object (in bytes, in a JSON document in characters), or of the cell when there are
 *     rows (in characters)
 */
public record Place(@Nullable Long row, long offset) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::rowOrBefore).thenComparingLong(Place::offset);

    public Place {
        if (offset < 0 || (row != null && row < 0)) {
            throw new IllegalArgumentException("A place counts from 0, got row " + row + " and offset " + offset + ".");
        }
    }

    public static Place at(long offset) {
        return new Place(null, offset);
    }

    public static Place at(long row, long offset) {
        return new Place(row, offset);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    private static long rowOrBefore(Place place) {
        return place.row == null ? -1 : place.row;
    }
}
