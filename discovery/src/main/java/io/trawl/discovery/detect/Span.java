package io.trawl.discovery.detect;

/** A stretch of text that has the right shape; not yet validated. */
record Span(int start, int end) {}
