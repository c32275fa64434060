package io.trawl.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.kafka.carry.TestTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was held is lost or late, and each record still comes into exactly one task. */
class F22KilledOrFrozenPipelinerTest {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final Duration ANNOUNCE = Duration.ofSeconds(1);
    private static final UUID JOB = new UUID(5, 5);
    private static final int CHUNKS = 300;
    private static final int RECORDS = 35;

    @TempDir
    private Path state;

    private final TestTopics topics = TestTopics.create(2);
    private final ScheduledRecords ledger = new ScheduledRecords(JOB, CHUNKS, RECORDS);
    private PipelinedTopics ends;

    @BeforeEach
    void open() {
        ends = PipelinedTopics.read(topics, ledger::on);
    }

    @AfterEach
    void close() {
        ends.close();
        topics.close();
    }

    @Test
    void shouldScheduleEachRecordOnceWhenItIsKilledAgainAndAgainAndItsDirectoryDeleted() throws Exception {
        for (int life = 1; life <= 2; life++) {
            int before = ledger.records();
            try (PipelinerProcess app = PipelinerProcess.start(topics.settings(), state)) {
                await().atMost(LONG).pollInterval(ANNOUNCE).until(() -> {
                    ends.tell(ledger.announcements().stream().limit(CHUNKS / 3).toList());
                    return ledger.records() > before;
                });
                app.kill();
            }
            PipelinedTopics.delete(state);
        }
        assertThat(ledger.complete()).isFalse();
        try (PipelinerProcess app = PipelinerProcess.start(topics.settings(), state)) {
            finish();
        }
    }

    @Test
    void shouldGoOnAfterItWasFrozenForLongerThanItsSession() throws Exception {
        try (PipelinerProcess app = PipelinerProcess.start(topics.settings(), state);
                Admin admin = Admin.create(topics.settings().client(Map.of()))) {
            await().atMost(LONG).pollInterval(ANNOUNCE).until(() -> {
                ends.tell(ledger.announcements().stream().limit(CHUNKS / 3).toList());
                return ledger.records() > 0;
            });
            app.signal("STOP");
            ends.tell(ledger.announcements());
            await().atMost(LONG).until(() -> members(admin) == 0);
            app.signal("CONT");
            finish();
        }
    }

    private void finish() {
        await().atMost(LONG).pollInterval(ANNOUNCE).until(() -> {
            if (!ledger.complete()) {
                ends.tell(ledger.announcements());
            }
            return ledger.complete();
        });
        assertThat(ledger.records()).isEqualTo(CHUNKS * RECORDS);
        // Batches are still batches: what came twice was refused, not cut into crumbs.
        assertThat(ledger.tasks()).isBetween(CHUNKS * RECORDS / PipelinedTopics.BATCH, CHUNKS);
    }

    private int members(Admin admin) throws Exception {
        String group = StreamsLife.applicationId(topics.settings());
        return admin.describeConsumerGroups(List.of(group))
                .describedGroups()
                .get(group)
                .get()
                .members()
                .size();
    }
}
