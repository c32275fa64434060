package io.trawl.discovery.column;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The smallest of the tokens seen, shortened: they tell how many different ones there were, whatever the order.
 *
 * @param tokens rising, at most {@link #LIMIT}
 * @param more whether there were others
 */
record Spread(List<String> tokens, boolean more) {
    static final int LIMIT = 64;
    static final Spread NONE = new Spread(List.of(), false);
    /** Hex digits that are kept of a token: 60 bits, which are a positive number. */
    private static final int DIGITS = 15;

    Spread {
        tokens = List.copyOf(tokens);
        if (tokens.size() > LIMIT || (more && tokens.size() < LIMIT)) {
            throw new IllegalArgumentException("Of the tokens the smallest " + LIMIT + " are kept.");
        }
    }

    static String shortened(String token) {
        return token.substring(0, Math.min(DIGITS, token.length()));
    }

    static Spread of(NavigableSet<String> all, boolean more) {
        List<String> smallest = new ArrayList<>(all);
        boolean over = smallest.size() > LIMIT;
        return new Spread(over ? smallest.subList(0, LIMIT) : smallest, more || over);
    }

    Spread plus(Spread other) {
        NavigableSet<String> union = new TreeSet<>(tokens);
        union.addAll(other.tokens);
        return of(union, more || other.more);
    }

    /** How many different ones, about; exact up to the limit. */
    long count() {
        if (!more) {
            return tokens.size();
        }
        double range = 1L << (4 * DIGITS);
        return Math.max(LIMIT, Math.round((LIMIT - 1) * range / Math.max(1, Long.parseLong(tokens.getLast(), 16))));
    }
}
