package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.e2e.Canonical;
import io.trawl.e2e.JobClient;
import io.trawl.schemas.JobStatus;
import java.io.IOException;
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

    /** One of each kind of part in every build; the others by turns in the long form. */
    private static final List<Fault> SHORT = List.of(
            Fault.F1_A_WORKER_IS_KILLED,
            Fault.F3_A_WORKER_IS_FROZEN_FOR_THREE_LEASES,
            Fault.F8_AN_ORCHESTRATOR_IS_KILLED,
            Fault.F13_ALL_DATA_OF_KAFKA_IS_WIPED,
            Fault.F15_THE_DATABASE_IS_KILLED,
            Fault.F22_THE_PIPELINER_IS_KILLED_AND_ITS_STATE_DELETED,
            Fault.F23_THE_PIPELINER_IS_AWAY_AND_DIES_AT_EACH_START,
            Fault.F24_MESSAGES_COME_AGAIN_LATE_AND_OUT_OF_ORDER);

    @TempDir
    private static Path home;

    private ChaosRun run;

    @BeforeAll
    void runInOneProcess() throws IOException {
        run = ChaosRun.prepare(home, SEED);
    }

    @AfterAll
    void down() {
        if (run != null) {
            run.close();
        }
    }

    @Test
    void shouldFindAndCoverTheSameInEveryModelAndLeaveItSoWhateverComesAgain() throws SQLException {
        JobClient client = run.installation().client();
        UUID job = client.submit(run.tree());
        client.awaitEnd(job);
        assertThat(Canonical.of(run.installation().jobs(), job)).isEqualTo(run.reference());

        // F24, of a job that has ended: no state, counter or percentage of it moves.
        JobStatus status = client.status(job);
        List<Long> rows = rows(job);
        run.installation().replay(SEED);
        assertThat(rows(job)).isEqualTo(rows);
        assertThat(client.status(job)).isEqualTo(status);
        assertThat(Canonical.of(run.installation().jobs(), job)).isEqualTo(run.reference());
    }

    /** A digest of all rows of each table that hold what became of the job. */
    private List<Long> rows(UUID job) throws SQLException {
        List<Long> rows = new ArrayList<>();
        for (String table : List.of("job", "phase_counter", "task", "result")) {
            rows.add(run.installation()
                    .count("SELECT sum(hashtextextended(t::text, 0)) % 1000000007 FROM trawl." + table
                            + " t WHERE job_id = '" + job + "'"));
        }
        return rows;
    }

    @Test
    void shouldFindAndCoverTheSameWhateverFailsMeanwhile() throws SQLException {
        for (Fault fault : SHORT) {
            run.chaos().round(fault);
        }
        run.chaos().report(SEED);
    }
}
