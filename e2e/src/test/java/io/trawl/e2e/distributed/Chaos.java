package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.e2e.Canonical;
import io.trawl.e2e.JobClient;
import io.trawl.schemas.JobStatus;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Rounds of one job and one fault each, whose outcome must be that of an undisturbed run. */
final class Chaos {
    private static final int TRIES = 3;
    private static final List<String> PHASES = List.of("inspect", "classify");

    private final Installation installation;
    private final Path tree;
    private final Canonical reference;
    private final SplittableRandom random;
    private final List<String> survived = new ArrayList<>();
    private int tooLate;

    Chaos(Installation installation, Path tree, Canonical reference, long seed) {
        this.installation = installation;
        this.tree = tree;
        this.reference = reference;
        this.random = new SplittableRandom(seed);
    }

    /** A fault that hit only when the job had ended does not count, and is tried again. */
    void round(Fault fault) throws SQLException {
        for (int tries = 0; tries < TRIES; tries++) {
            String phase = fault.phase(PHASES.get(random.nextInt(PHASES.size())));
            int pick = random.nextInt(100);
            if (hit(fault, phase, pick)) {
                return;
            }
            tooLate++;
        }
        throw new AssertionError(fault + " came too late " + TRIES + " times; the job is too short");
    }

    private boolean hit(Fault fault, String phase, int pick) throws SQLException {
        JobClient client = installation.client();
        UUID job = client.submit(tree);
        JobStatus struck = client.awaitStatusOrEnd(job, JobClient.underWay(phase));
        if (struck.state().terminal()) {
            return false;
        }
        long began = System.nanoTime();
        fault.strike(installation, pick);
        installation.stack().parts().forEach(installation.stack()::awaitReady);
        JobStatus end = client.awaitEnd(job);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(Canonical.of(installation.jobs(), job))
                .as("%s in %s, picked %d", fault, phase, pick)
                .isEqualTo(reference);
        installation.shouldHoldTheInvariants(job);
        survived.add(fault.name());
        System.out.printf(
                "chaos: %s in %s (pick %d): %s %d ms after the strike%n",
                fault, phase, pick, end.state(), took.toMillis());
        return true;
    }

    List<String> survived() {
        return List.copyOf(survived);
    }

    void report(long seed) {
        System.out.printf(
                "chaos: %d of %d rounds survived, seed %d; %d faults came too late and do not count%n",
                survived.size(), survived.size(), seed, tooLate);
    }
}
