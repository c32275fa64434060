package io.trawl.streams;

import java.time.Duration;

/**
 * How the rules are hosted.
 *
 * @param silence after which a worker is proposed as lost; a lease
 * @param batchPause how often full batches are looked for: facts that belong together arrive within it
 * @param tick how often batches that have lingered are looked for
 * @param maxCommands proposals of one kind per tick and partition
 */
public record PipelinerConfig(Duration silence, Duration batchPause, Duration tick, int maxCommands) {
    private static final Duration BATCH_PAUSE = Duration.ofMillis(10);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final int LOOKS_IN_A_SILENCE = 20;
    private static final int MAX_COMMANDS = 1_000;

    public PipelinerConfig {
        if (!silence.isPositive() || !batchPause.isPositive() || !tick.isPositive() || maxCommands < 1) {
            throw new IllegalArgumentException("The pipeliner needs times and a limit above zero.");
        }
    }

    public static PipelinerConfig of(Duration lease) {
        return new PipelinerConfig(lease, BATCH_PAUSE, TICK, MAX_COMMANDS);
    }

    /** How often silent workers and stalled attempts are looked for: every attempt in flight is read each time. */
    Duration look() {
        Duration share = silence.dividedBy(LOOKS_IN_A_SILENCE);
        return share.compareTo(tick) > 0 ? share : tick;
    }

    /** Whether a record says that its reader is behind: nobody is to be judged by news that old. */
    boolean late(long recordTime, long now) {
        return now - recordTime > silence.toMillis() / 2;
    }
}
