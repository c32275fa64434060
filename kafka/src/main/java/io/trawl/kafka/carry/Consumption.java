package io.trawl.kafka.carry;

import java.time.Duration;
import java.util.Locale;

/**
 * How a topic is read.
 *
 * @param group who shares its partitions
 * @param maxBatch records handed over at once
 * @param threads that read in this process
 * @param alone whether nobody else ever reads in its place
 * @param from where a group begins that has never read
 * @param session after which a reader that died without a word is given up
 */
public record Consumption(String group, int maxBatch, int threads, boolean alone, From from, Duration session) {
    /** Kafka's brokers refuse less. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    /** Where to begin. */
    public enum From {
        EARLIEST,
        LATEST;

        String config() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Consumption {
        if (maxBatch < 1 || threads < 1) {
            throw new IllegalArgumentException("A consumer needs a batch and a thread of at least one.");
        }
    }

    /** All there is, shared by the group. */
    public static Consumption of(String group, int maxBatch, int threads) {
        return new Consumption(group, maxBatch, threads, false, From.EARLIEST, SESSION);
    }

    /** What comes from now on, read by each such reader for itself. */
    public static Consumption ofOne(String reader, int maxBatch) {
        return new Consumption(reader, maxBatch, 1, true, From.LATEST, SESSION);
    }
}
