package io.trawl.engine.simulation;

/** Unwinds the thread of a process that is no more; an Error, so that nothing on the way takes it for a failure. */
final class Killed extends Error {
    Killed() {
        super("The process is gone.", null, false, false);
    }
}
