package io.trawl.engine.attempt;

/** Turns an exception into a reason: its type alone, since messages may hold values read from a source. */
final class Failures {
    private Failures() {}

    static String reason(Throwable failure) {
        return "error:" + failure.getClass().getSimpleName();
    }
}
