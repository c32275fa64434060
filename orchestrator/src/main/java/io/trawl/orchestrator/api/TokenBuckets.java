package io.trawl.orchestrator.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** One token bucket per caller. Those asked longest ago are forgotten first, and come back full. */
final class TokenBuckets {
    static final int MAX_CALLERS = 10_000;

    private final ApiLimits limits;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_CALLERS;
        }
    };

    TokenBuckets(ApiLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Tokens at a moment. */
    private record Bucket(double tokens, long at) {}

    /** Returns zero when the request may pass, or else how long to wait. */
    synchronized Duration take(String caller) {
        long now = nanoTime.getAsLong();
        double tokens = tokens(caller, now);
        buckets.put(caller, new Bucket(tokens >= 1 ? tokens - 1 : tokens, now));
        return until(tokens);
    }

    /** As {@link #take}, without taking anything. */
    synchronized Duration ask(String caller) {
        return until(tokens(caller, nanoTime.getAsLong()));
    }

    private double tokens(String caller, long now) {
        Bucket before = buckets.get(caller);
        return before == null
                ? limits.burst()
                : Math.min(limits.burst(), before.tokens() + (now - before.at()) / 1e9 * limits.requestsPerSecond());
    }

    private Duration until(double tokens) {
        return tokens >= 1
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.ceil((1 - tokens) / limits.requestsPerSecond() * 1e9));
    }
}
