package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.LedgerUnavailable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WakeUpsTest {
    private final AtomicInteger heard = new AtomicInteger();
    private HikariDataSource pool;
    private WakeUps wakeUps;

    @BeforeEach
    void listen() {
        pool = EmbeddedDatabase.create();
        wakeUps = new WakeUps(pool, heard::incrementAndGet);
        wakeUps.runOnce();
        heard.set(0);
    }

    @AfterEach
    void close() {
        wakeUps.close();
        pool.close();
    }

    @Test
    void shouldHearManyCallsAsOne() {
        WakeUps.call(pool);
        WakeUps.call(pool);
        WakeUps.call(pool);
        wakeUps.runOnce();
        assertThat(heard).hasValue(1);
    }

    @Test
    void shouldHearNothingWhenNobodyCalls() {
        wakeUps.runOnce();
        assertThat(heard).hasValue(0);
    }

    @Test
    void shouldListenAgainAfterItsSessionEnded() {
        int ended = Jdbi.create(pool)
                .withHandle(handle -> handle.createQuery("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND query LIKE 'LISTEN%'")
                        .mapTo(Integer.class)
                        .one());
        assertThat(ended).isEqualTo(1);
        assertThatThrownBy(wakeUps::runOnce).isInstanceOf(LedgerUnavailable.class);
        wakeUps.runOnce();
        // Of what was said in between it knows nothing, and takes it that something was.
        assertThat(heard).hasValue(1);
        WakeUps.call(pool);
        wakeUps.runOnce();
        assertThat(heard).hasValue(2);
    }

    @Test
    void shouldLeaveNobodyListeningOnAConnectionThatIsLentAgain() {
        wakeUps.close();
        int listening = Jdbi.create(pool)
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'active'")
                        .mapTo(Integer.class)
                        .one());
        assertThat(listening).isZero();
        Jdbi.create(pool)
                .useHandle(handle -> assertThat(handle.createQuery("SELECT count(*) FROM pg_listening_channels()")
                                .mapTo(Integer.class)
                                .one())
                        .isZero());
    }
}
