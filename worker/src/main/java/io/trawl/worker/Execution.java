package io.trawl.worker;

import io.trawl.engine.attempt.AttemptHandle;
import io.trawl.engine.attempt.AttemptRun;
import io.trawl.engine.attempt.AttemptRun.Surroundings;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.workload.AttemptStopped;
import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.TaskContext;
import io.trawl.engine.workload.Workloads;

/** Runs one granted attempt from its handler's opening to its last report. */
final class Execution {
    static final String FAILED = "failed";

    private final Workloads workloads;
    private final byte[] installationKey;
    private final SourceAccess access;
    private final EngineListener listener;

    Execution(Workloads workloads, byte[] installationKey, SourceAccess access, EngineListener listener) {
        this.workloads = workloads;
        this.access = access;
        this.listener = listener;
        this.installationKey = installationKey.clone();
    }

    /** @return what became of it, in one word */
    String run(AttemptHandle handle, Incarnation incarnation, Granted granted, TaskSpec spec, Surroundings around) {
        AttemptRun run = new AttemptRun(handle, incarnation.worker(), granted, spec.lastPhase(), around);
        try {
            Phase phase = workloads
                    .find(spec.workload())
                    .map(workload -> workload.phases().get(granted.phase()))
                    .orElse(null);
            if (phase == null) {
                run.fail("workload_not_installed");
                return outcome(run);
            }
            process(
                    run,
                    phase,
                    new TaskContext(
                            spec.jobId(), spec.tenant(), spec.source(), spec.options(), access, installationKey));
        } catch (AttemptStopped stopped) {
            handBack(handle, run);
        }
        return outcome(run);
    }

    private static String outcome(AttemptRun run) {
        return switch (run.said()) {
            case DONE -> "done";
            case FAILED -> FAILED;
            case HANDED_BACK -> "handed_back";
            case CHUNK -> "stopped";
            case null -> "stopped";
        };
    }

    private void process(AttemptRun run, Phase phase, TaskContext context) {
        PhaseHandler handler;
        try {
            handler = phase.open(context);
        } catch (AttemptStopped stopped) {
            throw stopped;
        } catch (Exception e) {
            run.fail("open:" + e.getClass().getSimpleName());
            return;
        }
        try {
            while (run.step(handler)) {
                listener.handled(phase.name());
            }
        } finally {
            close(handler);
        }
    }

    /** A handler that cannot be closed has done its work all the same: its report is out. */
    private static void close(PhaseHandler handler) {
        try {
            handler.close();
        } catch (Exception e) {
            System.getLogger(Execution.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "A handler failed to close: {0}",
                            e.getClass().getName());
        }
    }

    private static void handBack(AttemptHandle handle, AttemptRun run) {
        if (!handle.draining() || handle.stopped()) {
            // Also one that was only interrupted, while the lease was over that is alive again by now: it is let go of,
            // or
            // it would be listed for ever by a worker that no longer runs it.
            handle.stop();
            return;
        }
        try {
            run.handBack();
        } catch (AttemptStopped gone) {
            handle.stop();
        }
    }
}
