package io.trawl.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.WorkerLedger.Toll;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.schemas.Budget;
import io.trawl.schemas.NamedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceRatesTest {
    private static final long RATE = 100_000;
    private static final int READ = 4_096;

    private final VirtualClock clock = new VirtualClock();
    private final InMemoryLedger ledger =
            new InMemoryLedger(clock, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(30), new Random(1));

    private void register(Budget budget) {
        ledger.add("t", new NamedSource("s", "test", null, null, null, null, null, budget, null, null, null));
    }

    /** Reads that are as quick as they may be, by several workers; one of them is replaced by a new one every four seconds. */
    @Test
    void shouldKeepAllWorkersTogetherBelowTheRateAlsoOverRestarts() {
        register(new Budget(8, RATE, null, null));
        List<Reader> readers = new ArrayList<>(List.of(new Reader(), new Reader(), new Reader()));
        TreeMap<Long, Long> read = new TreeMap<>();
        long total = 0;
        for (int millis = 1; millis <= 20_000; millis++) {
            clock.advance(Duration.ofMillis(1));
            if (millis % 4_000 == 0) {
                readers.set(millis / 4_000 % 3, new Reader());
            }
            for (Reader reader : readers) {
                total += reader.turn();
            }
            read.put((long) millis, total);
            assertThat(total).as("bytes read by %d ms", millis).isLessThanOrEqualTo(RATE * millis / 1_000);
            long before = read.getOrDefault(millis - 5_000L, 0L);
            assertThat(total - before)
                    .as("bytes in the 5 s before %d ms", millis)
                    .isLessThanOrEqualTo(RATE * 6);
        }
        assertThat(total).as("the rate is used").isGreaterThan(RATE * 20 * 8 / 10);
    }

    @Test
    void shouldAskOnlyNowAndThenAboutASourceWithoutRates() {
        register(new Budget(8));
        SourceRates rates = new SourceRates(ledger, clock::millis);
        assertThat(rates.isPaid("t", "s", READ, 0)).isFalse();
        rates.settle("t", "s", rates.draw("t", "s", READ, 0), READ, 0);
        assertThat(rates.isPaid("t", "s", Long.MAX_VALUE, 1)).isTrue();
        clock.advance(Duration.ofSeconds(2));
        assertThat(rates.isPaid("t", "s", READ, 0))
                .as("a rate may have been set")
                .isFalse();
    }

    private final class Reader {
        private final SourceRates rates = new SourceRates(ledger, clock::millis);
        private Toll toll = Toll.FREE;
        private long readyAt = -1;

        /** One turn of a loop that pays, waits and reads. Returns the bytes read in it. */
        long turn() {
            long bytes = 0;
            if (readyAt >= 0 && clock.millis() >= readyAt) {
                rates.settle("t", "s", toll, READ, 0);
                readyAt = -1;
                bytes += READ;
            }
            while (readyAt < 0) {
                if (rates.isPaid("t", "s", READ, 0)) {
                    bytes += READ;
                } else {
                    toll = rates.draw("t", "s", READ, 0);
                    readyAt = clock.millis() + (toll.delay().toNanos() + 999_999) / 1_000_000;
                }
            }
            return bytes;
        }
    }
}
