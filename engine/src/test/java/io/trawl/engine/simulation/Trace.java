package io.trawl.engine.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened, for people. Off in ordinary runs: a run that fails is played again with it. */
final class Trace {
    private final boolean on;
    private final List<String> lines = new ArrayList<>();

    Trace(boolean on) {
        this.on = on;
    }

    boolean on() {
        return on;
    }

    void say(long millis, Object who, String what) {
        if (on) {
            lines.add("%9.3f  %-14s %s".formatted(millis / 1000.0, who, what));
        }
    }

    List<String> lines() {
        return lines;
    }

    List<String> tail(int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
}
