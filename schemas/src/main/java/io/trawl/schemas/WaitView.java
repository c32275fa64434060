package io.trawl.schemas;

import java.time.Instant;

/**
 * Tasks of a phase at a source that wait, and which limit holds them.
 *
 * @param tasks that wait, 1 or more
 * @param since when this cause was first found, with no other in between
 * @param sentence the cause in words
 */
public record WaitView(String phase, String source, long tasks, WaitCause cause, Instant since, String sentence) {
    public WaitView {
        Checks.present(phase, "phase");
        Checks.present(source, "source");
        Checks.atLeast(tasks, 1, "tasks");
        Checks.present(cause, "cause");
        Checks.present(since, "since");
        Checks.present(sentence, "sentence");
    }
}
