package io.trawl.engine.simulation;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A process, or one thread of it. A thread does one thing at a time; a frozen process does nothing. */
final class Life {
    private final String name;
    private final @Nullable Life parent;
    /** Steps of this thread that came up while it was inside another one. */
    final ArrayDeque<Timeline.Step> deferred = new ArrayDeque<>();

    private boolean dead;
    private long frozenUntil;
    boolean inside;

    private Life(String name, @Nullable Life parent) {
        this.name = name;
        this.parent = parent;
    }

    static Life process(String name) {
        return new Life(name, null);
    }

    Life thread(String part) {
        return new Life(name + "/" + part, process());
    }

    Life process() {
        return parent == null ? this : parent;
    }

    boolean alive() {
        return !process().dead;
    }

    void kill() {
        process().dead = true;
    }

    long frozenUntil() {
        return process().frozenUntil;
    }

    void freeze(long until) {
        process().frozenUntil = Math.max(process().frozenUntil, until);
    }

    @Override
    public String toString() {
        return name;
    }
}
