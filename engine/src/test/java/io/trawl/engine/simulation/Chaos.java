package io.trawl.engine.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Decides, from the seed alone, when something goes wrong; for a bounded time. */
final class Chaos {
    private final RandomGenerator random;
    private final double wildness;
    private final LongSupplier now;
    private final long until;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);

    Chaos(RandomGenerator random, double wildness, LongSupplier now, long until) {
        this.random = random;
        this.wildness = wildness;
        this.now = now;
        this.until = until;
    }

    boolean over() {
        return now.getAsLong() >= until;
    }

    boolean strikes(Fault fault) {
        return considers(fault) && count(fault);
    }

    /** As {@link #strikes}, for faults that may still not happen. */
    boolean considers(Fault fault) {
        return !over() && random.nextDouble() < fault.chance() * wildness;
    }

    /** Always true, to be used in conditions. */
    boolean count(Fault fault) {
        counts.merge(fault, 1, Integer::sum);
        return true;
    }

    /** Uniform in {@code [from, to)}, milliseconds. */
    long between(long from, long to) {
        return random.nextLong(from, to);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int pick(int bound) {
        return random.nextInt(bound);
    }

    /** A time to stand still that ends when faults end, or soon after. */
    long standstill(long from, long to) {
        return Math.max(1, Math.min(between(from, to), until - now.getAsLong() + 1_000));
    }

    Map<Fault, Integer> counts() {
        return counts;
    }
}
