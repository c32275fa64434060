package io.trawl.orchestrator.ledger;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Rows that have stood in a state for longer than they should, and the pools that work may be given to.
 *
 * @param pools of jobs that have not ended, and of registered sources and live workers; in order
 * @param offered by pool
 * @param orphaned by name of the worker
 * @param silent by job and phase
 * @param unscheduled by job and phase
 */
public record Standstill(
        List<String> pools,
        List<Offered> offered,
        List<Orphaned> orphaned,
        List<Silent> silent,
        List<Unscheduled> unscheduled) {
    public Standstill {
        pools = List.copyOf(pools);
        offered = List.copyOf(offered);
        orphaned = List.copyOf(orphaned);
        silent = List.copyOf(silent);
        unscheduled = List.copyOf(unscheduled);
    }

    /** Tasks that were offered to a pool and that nobody has started. @param oldest how long ago the first was offered */
    public record Offered(String pool, long tasks, Duration oldest) {}

    /** Tasks of a worker whose lease has run out. */
    public record Orphaned(String worker, long tasks) {}

    /** Tasks that run, and of which nothing was accepted for the bound of their phase. */
    public record Silent(UUID job, String phase, long tasks) {}

    /** Chunks that no task of the next phase was made of. @param phase that waits for them */
    public record Unscheduled(UUID job, String phase, long chunks, Duration oldest) {}
}
