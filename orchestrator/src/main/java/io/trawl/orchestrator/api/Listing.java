package io.trawl.orchestrator.api;

import io.trawl.schemas.Page;
import org.jspecify.annotations.Nullable;

/** Reads one page. @param <E> what it may end with besides */
@FunctionalInterface
interface Listing<T, E extends Exception> {
    Page<T> from(@Nullable String cursor, int limit) throws E;
}
