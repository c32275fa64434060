package io.trawl.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.AssignLedger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownPoolsTest {
    private long nanos;
    private int looks;

    @Test
    void shouldLookOnceASecondHoweverManyAsk() {
        KnownPools pools = new KnownPools(new Counted(), () -> nanos);
        assertThat(pools.get()).hasSize(1);
        nanos += KnownPools.MAX_AGE.toNanos() - 1;
        pools.get();
        assertThat(looks).isEqualTo(1);
        nanos += 1;
        assertThat(pools.get().getFirst().workers()).isEqualTo(2);
        assertThat(looks).isEqualTo(2);
    }

    /** One worker more at each look. */
    private final class Counted implements AssignLedger {
        @Override
        public int admit(int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Leadership> lead() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Backlog backlog(int dueLimit) {
            looks++;
            return new Backlog(List.of(), List.of(new Pool("default", 8 * looks, looks)));
        }
    }
}
