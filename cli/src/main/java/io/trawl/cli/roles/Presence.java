package io.trawl.cli.roles;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.run.Interrupts;
import io.trawl.cli.run.Pause;
import io.trawl.cli.run.Surroundings;

/** Says that a process is there, and lets it be until it is asked to end. */
record Presence(Surroundings surroundings, Pause pause) {
    /** Returns the exit code when it was asked to end. */
    int stay(String role, String where) throws InterruptedException {
        surroundings.out().println("trawl " + role + " is ready " + where);
        surroundings.out().flush();
        Interrupts.Kind asked = pause.untilAsked();
        surroundings.out().println("trawl " + role + " is stopping");
        surroundings.out().flush();
        // Stopping when told to is what was wanted; at a keyboard it is an interruption.
        return asked == Interrupts.Kind.INTERRUPT ? ExitCode.INTERRUPTED.number() : ExitCode.COMPLETE.number();
    }
}
