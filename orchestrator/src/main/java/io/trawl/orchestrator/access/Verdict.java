package io.trawl.orchestrator.access;

/** What came of looking at what a caller presented. */
public sealed interface Verdict {
    record Known(Principal principal) implements Verdict {}

    /** @param why one sentence with the remedy, without anything of what was presented */
    record Refused(String why) implements Verdict {}

    /** It could not be found out: whoever knows does not answer. */
    record Unavailable(String why) implements Verdict {}
}
