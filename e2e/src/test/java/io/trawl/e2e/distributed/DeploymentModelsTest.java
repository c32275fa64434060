package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.stack.Shape;
import io.trawl.e2e.Canonical;
import io.trawl.e2e.JobClient;
import io.trawl.e2e.SingleProcessRun;
import io.trawl.e2e.TreeOfFiles;
import io.trawl.schemas.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * G7: the same job finds and covers the same in every deployment model; and G1 to G6 over processes: whatever is killed,
 * frozen or wiped meanwhile, it finds and covers the same again. One installation for all rounds, as in the world.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentModelsTest {
    private static final long SEED = Long.getLong("trawl.chaos.seed", 4);
    private static final int SMALL_FILES = 2_400;
    private static final long BIG_FILE = 24L << 20;

    /** One of each kind of part in every build; the others by turns in the long form. */
    private static final List<Fault> SHORT = List.of(
            Fault.F1_A_WORKER_IS_KILLED,
            Fault.F3_A_WORKER_IS_FROZEN_FOR_THREE_LEASES,
            Fault.F8_AN_ORCHESTRATOR_IS_KILLED,
            Fault.F13_ALL_DATA_OF_KAFKA_IS_WIPED,
            Fault.F15_THE_DATABASE_IS_KILLED,
            Fault.F22_THE_PIPELINER_IS_KILLED_AND_ITS_STATE_DELETED,
            Fault.F23_THE_PIPELINER_IS_AWAY_AND_DIES_AT_EACH_START,
            Fault.F24_MESSAGES_COME_AGAIN_LATE_AND_OUT_OF_ORDER,
            Fault.F25_EVERY_PART_IS_RESTARTED_IN_TURN);

    @TempDir
    private static Path home;

    private Path tree;
    private Installation installation;
    private Canonical reference;

    @BeforeAll
    void runInOneProcess() throws IOException {
        tree = home.resolve("tree");
        TreeOfFiles.write(tree, SEED, SMALL_FILES, BIG_FILE);
        Path data = home.resolve("single");
        reference = SingleProcessRun.over(tree, data);
        assertThat(reference.findings()).hasSizeGreaterThan(100);
        assertThat(reference.gaps()).hasSizeGreaterThan(2);
        // Equal values get equal tokens only where the key is the same.
        Path root = Files.createDirectories(home.resolve("stack"));
        Files.copy(data.resolve("installation.key"), root.resolve("installation.key"));
        installation = Installation.up(root, new Shape(2, 1, 3, 0, 0));
    }

    @AfterAll
    void down() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void shouldFindAndCoverTheSameInEveryModelAndLeaveItSoWhateverComesAgain() throws SQLException {
        JobClient client = installation.client();
        UUID job = client.submit(tree);
        client.awaitEnd(job);
        assertThat(Canonical.of(installation.jobs(), job)).isEqualTo(reference);

        // F24, of a job that has ended: no state, counter or percentage of it moves.
        JobStatus status = client.status(job);
        List<Long> rows = rows(job);
        installation.replay(SEED);
        assertThat(rows(job)).isEqualTo(rows);
        assertThat(client.status(job)).isEqualTo(status);
        assertThat(Canonical.of(installation.jobs(), job)).isEqualTo(reference);
    }

    /** A digest of all rows of each table that hold what became of the job. */
    private List<Long> rows(UUID job) throws SQLException {
        List<Long> rows = new ArrayList<>();
        for (String table : List.of("job", "phase_counter", "task", "result")) {
            rows.add(installation.number("SELECT sum(hashtextextended(t::text, 0)) % 1000000007 FROM trawl." + table
                    + " t WHERE job_id = '" + job + "'"));
        }
        return rows;
    }

    @Test
    void shouldFindAndCoverTheSameWhateverFailsMeanwhile() throws SQLException {
        Chaos chaos = new Chaos(installation, tree, reference, SEED);
        for (Fault fault : SHORT) {
            chaos.round(fault);
        }
        chaos.report(SEED);
    }
}
