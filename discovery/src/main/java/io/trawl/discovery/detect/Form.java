package io.trawl.discovery.detect;

import org.jspecify.annotations.Nullable;

/**
 * One way in which a detector's values are written.
 *
 * @param plain confidence without a context word; null: then it is no match
 * @param inContext confidence with one
 * @param unless words right before it that speak against it
 */
record Form(
        Detector detector,
        Shape shape,
        Validator validator,
        @Nullable Confidence plain,
        Confidence inContext,
        ContextWords context,
        ContextWords unless) {

    /** The window stands on the anchor. The validator, which may be slow, comes last. */
    @Nullable
    Match evaluate(Window window, int anchor) {
        Span span = shape.find(window, anchor);
        if (span == null) {
            return null;
        }
        Confidence base = context.near(window, span) ? inContext : plain;
        if (base == null || unless.near(window, span)) {
            return null;
        }
        return switch (validator.check(window.slice(span.start(), span.end()))) {
            case Verdict.Rejected rejected -> null;
            case Verdict.Accepted(String value, Confidence cap, int dropped) ->
                new Match(detector, base.atMost(cap), span.start(), span.end() - dropped, value);
        };
    }
}
