package io.trawl.schemas;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task that is the execution's from now on, with all that is needed to run it: references, never credentials.
 *
 * @param execution the one of the request that owns the attempt
 * @param phase its number, from 0
 * @param lastPhase whether its records go nowhere
 * @param bucket of the job, for who stages straight into the database
 * @param inputs what the task consumes
 * @param checkpoint where to go on
 * @param firstPage inputs from the checkpoint on, to save a request; may be empty
 * @param waitedMs from the task being due to its start
 * @param options of the workload
 * @param source to read
 */
public record TaskGrant(
        WorkPacket packet,
        UUID execution,
        int phase,
        boolean lastPhase,
        int bucket,
        List<InputRange> inputs,
        Checkpoint checkpoint,
        List<InputRecord> firstPage,
        long waitedMs,
        Map<String, Object> options,
        SourceSpec source) {
    public TaskGrant(
            WorkPacket packet,
            UUID execution,
            int phase,
            boolean lastPhase,
            int bucket,
            List<InputRange> inputs,
            Checkpoint checkpoint,
            List<InputRecord> firstPage,
            long waitedMs,
            @Nullable Map<String, Object> options,
            SourceSpec source) {
        this.packet = Checks.present(packet, "packet");
        this.execution = Checks.present(execution, "execution");
        this.phase = Checks.within(phase, 0, Integer.MAX_VALUE, "phase");
        this.lastPhase = lastPhase;
        this.bucket = bucket;
        this.inputs = Checks.list(inputs, "inputs");
        this.checkpoint = Checks.present(checkpoint, "checkpoint");
        this.firstPage = Checks.list(firstPage, "first_page");
        this.waitedMs = waitedMs;
        this.options = Collections.unmodifiableMap(new LinkedHashMap<>(options == null ? Map.of() : options));
        this.source = Checks.present(source, "source");
    }
}
