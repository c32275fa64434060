package io.trawl.discovery.source;

import java.io.IOException;

/** A place whose objects are runs of bytes: what is in them is found out by looking. */
public non-sealed interface ByteSource extends OpenSource {
    /** @throws Unreadable with the reason why this object cannot be read */
    Content open(String locator) throws Unreadable, IOException;
}
