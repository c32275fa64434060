package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.schemas.Page;
import io.trawl.schemas.WorkerView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresFleetTest {
    private static HikariDataSource pool;

    private final PostgresLedger ledger =
            new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofMinutes(5), new SplittableRandom(1));
    private final PostgresFleet fleet = new PostgresFleet(pool);
    /** A pool of the test's own. */
    private final String own = "p-" + UUID.randomUUID();

    @BeforeAll
    static void createDatabase() {
        pool = EmbeddedDatabase.create();
    }

    @AfterAll
    static void closePool() {
        pool.close();
    }

    private UUID join(String name, Map<String, String> labels) {
        UUID worker = UUID.randomUUID();
        ledger.openLease(new WorkerInfo(worker, name, own, 7, labels));
        return worker;
    }

    @Test
    void shouldShowAWorkerAsItJoined() {
        UUID worker = join("w", Map.of("rack", "b7"));

        WorkerView shown = fleet.workers(own, null, null, 10).items().getFirst();

        assertThat(shown.worker()).isEqualTo(worker);
        assertThat(shown.name()).isEqualTo("w");
        assertThat(shown.slots()).isEqualTo(7);
        assertThat(shown.inUse()).isZero();
        assertThat(shown.labels()).containsExactly(Map.entry("rack", "b7"));
        assertThat(shown.alive()).isTrue();
        assertThat(shown.leaseUntil()).isAfter(shown.joinedAt().plus(Duration.ofMinutes(4)));
    }

    @Test
    void shouldTellThoseWhoseLeaseIsOverFromThoseWhoseLeaseHolds() {
        UUID gone = join("gone", Map.of());
        UUID here = join("here", Map.of());
        ledger.closeLease(gone);

        assertThat(fleet.workers(own, true, null, 10).items())
                .extracting(WorkerView::worker)
                .containsExactly(here);
        assertThat(fleet.workers(own, false, null, 10).items())
                .extracting(WorkerView::worker)
                .containsExactly(gone);
        assertThat(fleet.workers(own, null, null, 10).items()).hasSize(2);
        assertThat(fleet.workers("p-nobody", null, null, 10).items()).isEmpty();
    }

    @Test
    void shouldPageThroughAllThoseThatJoinedLastFirst() {
        List<UUID> joined = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            joined.addFirst(join("w" + i, Map.of()));
        }
        List<UUID> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<WorkerView> page = fleet.workers(own, null, cursor, 3);
            page.items().forEach(worker -> seen.add(worker.worker()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(seen).containsExactlyElementsOf(joined);
    }

    @Test
    void shouldRefuseACursorOfAnotherListing() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> fleet.workers(
                        null, null, Cursor.of("j", 1, UUID.randomUUID()).text(), 3));
    }
}
