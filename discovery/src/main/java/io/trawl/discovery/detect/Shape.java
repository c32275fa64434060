package io.trawl.discovery.detect;

import org.jspecify.annotations.Nullable;

/** Finds the stretch of text that belongs to an anchor. Cheap: it runs wherever the anchor stands. */
@FunctionalInterface
interface Shape {
    /**
     * @param anchor index of the first character of the anchor
     * @return a span that starts within {@link Window#REACH} of the anchor, or null
     */
    @Nullable
    Span find(Window window, int anchor);
}
