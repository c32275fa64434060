package io.trawl.discovery.finding;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The smallest tokens of the values seen. Which tokens are smallest does not depend on the order in which parts are
 * merged, and how small they are tells how many there were.
 *
 * @param tokens rising, at most {@link #LIMIT}
 * @param more whether there were others
 */
public record Distinct(List<String> tokens, boolean more) {
    static final int LIMIT = 100;
    static final Distinct NONE = new Distinct(List.of(), false);
    private static final BigInteger RANGE = BigInteger.ONE.shiftLeft(128);

    public Distinct {
        tokens = List.copyOf(tokens);
        if (tokens.size() > LIMIT || (more && tokens.size() < LIMIT)) {
            throw new IllegalArgumentException(
                    "Of the tokens the smallest " + LIMIT + " are kept, got " + tokens.size() + ".");
        }
    }

    static Distinct of(NavigableSet<String> all, boolean more) {
        List<String> smallest = new ArrayList<>(all);
        boolean over = smallest.size() > LIMIT;
        return new Distinct(over ? smallest.subList(0, LIMIT) : smallest, more || over);
    }

    Distinct plus(Distinct other) {
        NavigableSet<String> union = new TreeSet<>(tokens);
        union.addAll(other.tokens);
        return of(union, more || other.more);
    }

    /** Tokens are spread evenly: the k-th smallest of n lies near k/n of their range. Null when the count is exact. */
    public @Nullable Long estimate() {
        if (!more) {
            return null;
        }
        BigInteger largest = new BigInteger(tokens.getLast(), 16).max(BigInteger.ONE);
        return RANGE.multiply(BigInteger.valueOf(LIMIT - 1L))
                .divide(largest)
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
    }
}
