package io.trawl.orchestrator.api;

import io.trawl.orchestrator.api.ReadinessCheck.Degraded;
import io.trawl.schemas.JobStarted;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** While accepted jobs only wait, this process accepts no more than a bounded number: nobody knows for how long they would. */
final class StartGate {
    private final ReadinessCheck readiness;
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param most new jobs during one standstill */
    StartGate(ReadinessCheck readiness, int most) {
        this.readiness = readiness;
        this.most = most;
    }

    /** @throws Refused when as many jobs wait already; it opens by itself when the standstill is over */
    void pass() {
        Optional<Degraded> standstill = readiness.degraded().filter(Degraded::standstill);
        if (standstill.isEmpty()) {
            waiting.set(0);
        } else if (waiting.get() >= most) {
            throw new Refused(Problem.of(
                    ProblemType.STANDSTILL,
                    standstill.get().sentence() + " " + most
                            + " jobs were accepted meanwhile and wait, and no more are; try again later."));
        }
    }

    /** What was stored earlier under the same key is no more than there was. */
    void passed(JobStarted started) {
        if (started.created()
                && readiness.degraded().filter(Degraded::standstill).isPresent()) {
            waiting.incrementAndGet();
        }
    }
}
