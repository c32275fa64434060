package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.orchestrator.ledger.ReleaseStep.Candidate;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** ASSIGNED tasks whose packet never led to a start become PENDING again, by their age or because the carrier gave it up. */
final class RedispatchTransition {
    private static final String FIND = """
            SELECT t.task_id, t.job_id, t.attempt FROM trawl.task t
             WHERE t.place = 2
               AND [[REDISPATCH_ASSIGNED: t.state = 2]]
               AND [[REDISPATCH_BOUND: t.since < {{now}} - :bound_ms * interval '1 ms']]
             LIMIT :limit
            """;

    private final Database database;
    private final Fences fences;
    private final ReleaseStep step;
    private final String find;

    RedispatchTransition(Database database, RetryPolicy policy, RandomGenerator random) {
        this.database = database;
        this.fences = database.fences();
        this.step = new ReleaseStep(database, policy, random);
        this.find = database.sql(FIND);
    }

    /** The same attempt, still ASSIGNED, has stood so all the time: its age need not be asked again under the lock. */
    Effect redispatch(Duration bound, int limit) {
        return database.inTransaction(handle -> {
            Map<Long, Integer> attempts = new HashMap<>();
            List<Candidate> found = handle.createQuery(find)
                    .bind("bound_ms", bound.toMillis())
                    .bind("limit", limit)
                    .map((row, context) -> {
                        attempts.put(row.getLong("task_id"), row.getInt("attempt"));
                        return new Candidate(row.getLong("task_id"), row.getObject("job_id", UUID.class));
                    })
                    .list();
            return step.release(
                    handle,
                    found,
                    row -> fences.hold(Fence.REDISPATCH_ASSIGNED, row.state() == TaskState.ASSIGNED)
                            && Objects.equals(
                                    attempts.get(row.key().taskId()),
                                    row.attempt().number()),
                    row -> false);
        });
    }

    Effect undeliverable(List<WorkPacket> packets) {
        if (packets.isEmpty()) {
            return Effect.NONE;
        }
        Map<Long, Set<Integer>> attempts = packets.stream()
                .collect(Collectors.groupingBy(
                        WorkPacket::taskId, Collectors.mapping(WorkPacket::attempt, Collectors.toSet())));
        List<Candidate> candidates = packets.stream()
                .map(packet -> new Candidate(packet.taskId(), packet.jobId()))
                .distinct()
                .toList();
        return database.inTransaction(handle -> step.undeliverable(
                handle,
                candidates,
                row -> fences.hold(Fence.UNDELIVERABLE_ASSIGNED, row.state() == TaskState.ASSIGNED)
                        && fences.hold(
                                Fence.UNDELIVERABLE_ATTEMPT,
                                attempts.getOrDefault(row.key().taskId(), Set.of())
                                        .contains(row.attempt().number()))));
    }
}
