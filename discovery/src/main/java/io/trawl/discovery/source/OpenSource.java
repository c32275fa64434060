package io.trawl.discovery.source;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A place, opened by one attempt and used by one thread. */
public sealed interface OpenSource extends Closeable permits ByteSource, TableSource {
    /**
     * Tells {@code listing} of everything here, always in the same order.
     *
     * @param cursor null for all, else only what comes after this cursor, as {@link Listing} was given it
     * @throws Unreadable the root of the place cannot be listed
     */
    void list(@Nullable String cursor, Listing listing) throws Unreadable, IOException;
}
