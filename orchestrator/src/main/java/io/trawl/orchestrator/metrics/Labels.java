package io.trawl.orchestrator.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the values of a label few: the first ones that come keep their name, all others share one. */
final class Labels {
    static final String OTHER = "other";

    private final int max;
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    Labels(int max) {
        this.max = max;
    }

    /** Under contention a few more than the limit may get a name. */
    String bounded(String value) {
        if (named.contains(value)) {
            return value;
        }
        if (named.size() >= max) {
            return OTHER;
        }
        named.add(value);
        return value;
    }
}
