package io.trawl.engine.simulation;

import io.trawl.engine.testkit.VirtualClock;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * Everything that happens, in order of virtual time, on one thread. A step may let time pass in its own middle: the
 * rest of the world then goes on inside that call, and the step continues where it stood.
 */
final class Timeline {
    /** Steps that stand still inside one another; more would only be slower. */
    private static final int MAX_DEPTH = 10;

    private final VirtualClock clock;
    private final RandomGenerator random;
    private final Runnable afterStep;
    private final PriorityQueue<Step> queue = new PriorityQueue<>();
    private long numbers;
    private long steps;
    private int depth;

    /** @param tie random, so that what happens at the same time happens in any order */
    record Step(long at, int tie, long number, Life life, Runnable action) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            if (at != other.at) {
                return Long.compare(at, other.at);
            }
            return tie == other.tie ? Long.compare(number, other.number) : Integer.compare(tie, other.tie);
        }
    }

    Timeline(VirtualClock clock, RandomGenerator random, Runnable afterStep) {
        this.clock = clock;
        this.random = random;
        this.afterStep = afterStep;
    }

    long now() {
        return clock.millis();
    }

    long steps() {
        return steps;
    }

    void after(long delayMs, Life life, Runnable action) {
        queue.add(new Step(now() + delayMs, random.nextInt(), numbers++, life, action));
    }

    /** Whether a step may still let time pass in its middle. */
    boolean canWait() {
        return depth < MAX_DEPTH;
    }

    /** Lets time pass inside the current step of this thread, at least until its process is no longer frozen. */
    void pass(Life thread, long millis) {
        long until = now() + millis;
        depth++;
        try {
            runUntil(until);
            while (thread.alive() && thread.frozenUntil() > now()) {
                runUntil(thread.frozenUntil());
            }
        } finally {
            depth--;
        }
        if (!thread.alive()) {
            throw new Killed();
        }
    }

    void runUntil(long until) {
        for (Step next = queue.peek(); next != null && next.at() <= until; next = queue.peek()) {
            queue.poll();
            advanceTo(next.at());
            take(next);
        }
        advanceTo(until);
    }

    private void advanceTo(long time) {
        if (time > now()) {
            clock.advance(Duration.ofMillis(time - now()));
        }
    }

    private void take(Step step) {
        Life life = step.life();
        if (!life.alive()) {
            return;
        }
        if (life.frozenUntil() > now()) {
            queue.add(new Step(life.frozenUntil(), step.tie(), numbers++, life, step.action()));
            return;
        }
        if (life.inside) {
            life.deferred.add(step);
            return;
        }
        steps++;
        life.inside = true;
        try {
            step.action().run();
        } catch (Killed gone) {
            // Its process died; nothing of it goes on.
        } finally {
            life.inside = false;
        }
        while (!life.deferred.isEmpty()) {
            Step next = life.deferred.poll();
            queue.add(new Step(now(), next.tie(), numbers++, life, next.action()));
        }
        afterStep.run();
    }
}
