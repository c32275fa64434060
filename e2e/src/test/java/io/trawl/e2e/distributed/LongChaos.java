package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault by turns, in an order that the seed gives, on one installation. Runs in the profile {@code long} alone;
 * {@code trawl.chaos.rounds} and {@code trawl.chaos.seed} say how long and which.
 */
class LongChaos {
    private static final long SEED = Long.getLong("trawl.chaos.seed", 11);
    private static final int ROUNDS = Integer.getInteger("trawl.chaos.rounds", 50);

    @TempDir
    private static Path home;

    @Test
    void shouldFindAndCoverTheSameWhateverFailsMeanwhile() throws IOException, SQLException {
        try (ChaosRun run = ChaosRun.prepare(home, SEED)) {
            for (Fault fault : faults()) {
                run.chaos().round(fault);
            }
            run.chaos().report(SEED);
            assertThat(run.chaos().survived()).hasSize(ROUNDS);
        }
    }

    private static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        Random random = new Random(SEED);
        while (faults.size() < ROUNDS) {
            List<Fault> turn = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(turn, random);
            faults.addAll(turn);
        }
        return faults.subList(0, ROUNDS);
    }
}
