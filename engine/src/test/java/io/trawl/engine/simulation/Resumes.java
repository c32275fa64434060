package io.trawl.engine.simulation;

import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * G9: nothing that an accepted checkpoint covers is read again by an execution granted after that; so each lost
 * attempt costs at most what it did since its last accepted checkpoint.
 */
final class Resumes implements Invariant {
    private static final String NAME = "Resumes";

    private final Map<UUID, List<ReadOfUnit>> reads = new HashMap<>();
    /** When a unit was first covered by an accepted checkpoint. */
    private final Map<ReadOfUnit.Unit, Long> covered = new HashMap<>();

    @Override
    public void onRead(ReadOfUnit read) {
        Long since = covered.get(read.unit());
        if (since != null && since < read.execution().grantedAt()) {
            throw new Violation(NAME, read + " was covered by a checkpoint before");
        }
        reads.computeIfAbsent(read.execution().id(), _ -> new ArrayList<>()).add(read);
    }

    @Override
    public void onAccepted(Report report, long order) {
        if (report.kind() != Report.Kind.CHUNK && report.kind() != Report.Kind.DONE) {
            return;
        }
        List<ReadOfUnit> read = reads.getOrDefault(report.execution(), List.of());
        read.stream()
                .filter(one -> before(one, report.checkpoint()))
                .forEach(one -> covered.putIfAbsent(one.unit(), order));
    }

    private static boolean before(ReadOfUnit read, Checkpoint checkpoint) {
        if (read.position() != checkpoint.recordsDone()) {
            return read.position() < checkpoint.recordsDone();
        }
        return checkpoint.cursor() != null && read.k() < Integer.parseInt(checkpoint.cursor());
    }
}
