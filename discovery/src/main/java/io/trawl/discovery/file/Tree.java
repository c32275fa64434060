package io.trawl.discovery.file;

import java.io.IOException;

/** Opens directories under one root, by the names that lead to them. */
interface Tree {
    /** @param path relative to the root, empty for the root itself */
    Directory open(RawName path) throws IOException;
}
