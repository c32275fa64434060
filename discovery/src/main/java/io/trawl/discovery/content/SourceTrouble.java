package io.trawl.discovery.content;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reading from the source failed. It is told apart from what unpackers throw as {@link IOException} about the bytes
 * they were given: this is for a retry, that is for the receipt.
 */
public final class SourceTrouble extends UncheckedIOException {
    SourceTrouble(IOException cause) {
        super(cause);
    }
}
