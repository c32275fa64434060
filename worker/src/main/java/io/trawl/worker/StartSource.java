package io.trawl.worker;

import io.trawl.engine.attempt.AttemptHandle;
import io.trawl.engine.attempt.AttemptRegistry;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Where a worker's granted starts come from. One thread asks. */
public interface StartSource extends AutoCloseable {
    /**
     * Waits for the first one, for a bounded time.
     *
     * @param max most of them, at least {@link #batch}
     * @return their handles are registered, and known to be granted
     */
    List<Started> take(Asker asker, int max) throws InterruptedException;

    /** How many slots must be free before it is asked. */
    default int batch() {
        return 1;
    }

    /** It will not be asked for a while; by the thread that asks. */
    default void flush() {}

    /** Ends a wait soon, from another thread; nothing more is asked for after this. */
    default void stopAsking() {}

    @Override
    void close();

    /**
     * Who asks.
     *
     * @param mayAsk whether it is still of use: the lease is alive, and the worker wants work
     */
    record Asker(AttemptRegistry registry, BooleanSupplier mayAsk, Duration leaseLength) {}

    /**
     * An attempt of this worker.
     *
     * @param spec asked for on the attempt's own thread; empty when the job is gone
     */
    record Started(AttemptHandle handle, Granted granted, Supplier<Optional<TaskSpec>> spec) {}
}
