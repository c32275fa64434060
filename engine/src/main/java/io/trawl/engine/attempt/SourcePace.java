package io.trawl.engine.attempt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How fast a worker asks each source. A source that takes longer to answer than it usually does gets a rest after each
 * answer: twice as long with every step while it is slow, a little shorter with every step once it is not. What is
 * usual follows what is seen so slowly that minutes of load do not become usual. Thread-safe.
 */
public final class SourcePace {
    /** The longest rest after one answer. */
    public static final long LONGEST_REST_MILLIS = 10_000;
    /** A rest is at most so many times as long as the answer took. */
    static final double MOST = 8;
    /** Answers that differ by less than this are all quick. */
    static final double QUICK_MILLIS = 20;
    /** Answers of different sizes are compared by what so many bytes took. */
    static final long PIECE_BYTES = 64 << 10;

    /** So many times the usual is slow. */
    private static final double SLOW = 2;

    private static final double FIRST = 0.5;
    private static final double LESS = 0.5;
    private static final long STEP_MILLIS = 500;
    private static final double RECENT = 0.3;
    private static final double USUAL_FALLS = 0.1;
    private static final double USUAL_RISES = 0.002;
    private static final int MAX_SOURCES = 1_000;

    private final LongSupplier millis;
    private final Listener listener;
    private final Map<Key, Ease> eases = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Ease> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    /** Hears what came of an answer. Quick, never throwing. */
    @FunctionalInterface
    public interface Listener {
        Listener NONE = (_, _, _) -> {};

        /**
         * @param percent how long attempts rest after each answer of the source, in percent of the time it took
         * @param restMillis the rest after this answer
         */
        void paced(String source, int percent, long restMillis);
    }

    private record Key(String tenant, String source) {}

    /** @param millis the worker's monotonic clock */
    public SourcePace(LongSupplier millis, Listener listener) {
        this.millis = millis;
        this.listener = listener;
    }

    /**
     * The source answered.
     *
     * @param took from the question to the end of the answer
     * @param bytes of the answer
     * @return how long to leave the source alone, in milliseconds
     */
    public long heard(String tenant, String source, long took, long bytes) {
        double factor;
        boolean tell;
        synchronized (this) {
            Ease ease = eases.computeIfAbsent(new Key(tenant, source), _ -> new Ease());
            double before = ease.factor;
            ease.hear(took / Math.max(1, (double) bytes / PIECE_BYTES), millis.getAsLong());
            factor = ease.factor;
            tell = factor > 0 || before > 0;
        }
        long rest = Math.min(LONGEST_REST_MILLIS, Math.round(took * factor));
        if (tell) {
            listener.paced(source, (int) Math.round(factor * 100), rest);
        }
        return rest;
    }

    /** How one source is. */
    private static final class Ease {
        private double usual = -1;
        private double recent;
        private double factor;
        private long nextStepAt = Long.MIN_VALUE;

        void hear(double piece, long now) {
            if (usual < 0) {
                usual = piece;
                recent = piece;
            }
            recent += RECENT * (piece - recent);
            usual += (piece < usual ? USUAL_FALLS : USUAL_RISES) * (piece - usual);
            // One step for what many attempts see at the same time.
            if (now >= nextStepAt) {
                boolean slow = recent > SLOW * usual + QUICK_MILLIS;
                factor = slow ? Math.min(MOST, Math.max(FIRST, factor * 2)) : Math.max(0, factor - LESS);
                nextStepAt = now + STEP_MILLIS;
            }
        }
    }
}
