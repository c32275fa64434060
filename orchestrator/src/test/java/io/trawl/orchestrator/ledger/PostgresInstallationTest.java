package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.orchestrator.ledger.PostgresInstallation.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresInstallationTest {
    private HikariDataSource pool;
    private PostgresInstallation installation;

    @BeforeEach
    void createDatabase() {
        pool = EmbeddedDatabase.create();
        installation = new PostgresInstallation(pool);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void shouldKeepItsIdAndCountItsStarts() {
        Identity first = installation.begin();
        Identity second = installation.begin();

        assertThat(first.epoch()).isEqualTo(1);
        assertThat(second.epoch()).isEqualTo(2);
        assertThat(second.installationId()).isEqualTo(first.installationId());
        assertThat(second.epochId()).isNotEqualTo(first.epochId());
        assertThat(new PostgresInstallation(pool).current())
                .isEqualTo(installation.current())
                .isEqualTo(second);
    }

    @Test
    void shouldGiveEachOfManyProcessesThatStartAtOnceAnEpochOfItsOwn() throws Exception {
        int processes = 8;
        List<Identity> begun = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Identity>> starting = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                starting.add(all.submit(() -> new PostgresInstallation(pool).begin()));
            }
            for (Future<Identity> one : starting) {
                begun.add(one.get());
            }
        }

        assertThat(begun.stream().map(Identity::epoch))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, processes).boxed().toList());
        assertThat(begun.stream().map(Identity::epochId)).doesNotHaveDuplicates();
        assertThat(begun.stream().map(Identity::installationId).distinct()).hasSize(1);
        assertThat(installation.current().epoch()).isEqualTo(processes);
    }

    /** What a master tells an old backup by. */
    @Test
    void shouldBeginTheEpochAfterABackupUnderAnotherId() {
        Identity backup = installation.begin();
        Identity lost = installation.begin();
        restore(backup);

        Identity restored = installation.begin();

        assertThat(restored.installationId()).isEqualTo(lost.installationId());
        assertThat(restored.epoch()).isEqualTo(lost.epoch());
        assertThat(restored.epochId()).isNotEqualTo(lost.epochId());
    }

    private void restore(Identity backup) {
        Jdbi.create(pool)
                .useHandle(handle -> handle.execute(
                        "UPDATE trawl.installation SET epoch = ?, epoch_id = ?", backup.epoch(), backup.epochId()));
    }

    @Test
    void shouldShowItselfToMasters() {
        Identity identity = installation.begin();

        var view = identity.view("1.2.3", "DISTRIBUTED", List.of("parent"), List.of(identity.epochId()));

        assertThat(view.installationId()).isEqualTo(identity.installationId());
        assertThat(view.epoch()).isEqualTo(1);
        assertThat(view.below()).containsExactly(identity.epochId());
    }
}
