package io.trawl.discovery.detect;

/** Decides whether a stretch of the right shape is the real thing: checksums, ranges, structure. */
@FunctionalInterface
interface Validator {
    Verdict check(String raw);
}
