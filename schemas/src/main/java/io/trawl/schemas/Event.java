package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.UUID;

/**
 * A fact (topic <em>events</em>). Facts may be lost, doubled or late: nothing is true because of them. Those up to
 * {@link PhaseAdvanced} are the ledger's; the others are what the pipeliner and the reaper make of them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.ChunkAccepted.class, name = "chunk_accepted"),
    @JsonSubTypes.Type(value = Event.TaskStarted.class, name = "task_started"),
    @JsonSubTypes.Type(value = Event.TaskAdvanced.class, name = "task_advanced"),
    @JsonSubTypes.Type(value = Event.TaskEnded.class, name = "task_ended"),
    @JsonSubTypes.Type(value = Event.PhaseReleased.class, name = "phase_released"),
    @JsonSubTypes.Type(value = Event.JobEnded.class, name = "job_ended"),
    @JsonSubTypes.Type(value = Event.PhaseAdvanced.class, name = "phase_advanced"),
    @JsonSubTypes.Type(value = Event.JobRate.class, name = "job_rate"),
    @JsonSubTypes.Type(value = Event.WorkerJoined.class, name = "worker_joined"),
    @JsonSubTypes.Type(value = Event.WorkerLost.class, name = "worker_lost"),
    @JsonSubTypes.Type(value = Event.WorkerStalled.class, name = "worker_stalled")
})
public sealed interface Event {
    /**
     * Records wait to be scheduled as tasks of {@code nextPhase}.
     *
     * @param nextPhase number of the phase that consumes them, from 1
     * @param from first record not yet scheduled
     * @param records of the chunk in all
     * @param weight of all its records
     * @param batch of the next phase
     * @param barrier whether the next phase waits until {@link PhaseReleased}
     */
    record ChunkAccepted(
            UUID jobId,
            int nextPhase,
            String source,
            long chunkId,
            int from,
            int records,
            long weight,
            BatchPolicy batch,
            boolean barrier)
            implements Event {
        public ChunkAccepted {
            Checks.present(jobId, "job_id");
            Checks.atLeast(nextPhase, 1, "next_phase");
            Checks.id(source, "source");
            Checks.atLeast(chunkId, 1, "chunk_id");
            Checks.atLeast(records, 1, "records");
            Checks.within(from, 0, records - 1, "from");
            Checks.atLeast(weight, 0, "weight");
            Checks.present(batch, "batch");
        }
    }

    /** An attempt runs at a worker. {@code stallMs}: it counts as stalled when nothing is accepted for so long. */
    record TaskStarted(UUID jobId, long taskId, int attempt, UUID execution, UUID worker, long stallMs)
            implements Event {
        public TaskStarted {
            Checks.present(jobId, "job_id");
            Checks.atLeast(taskId, 1, "task_id");
            Checks.atLeast(attempt, 1, "attempt");
            Checks.present(execution, "execution");
            Checks.present(worker, "worker");
            Checks.atLeast(stallMs, 0, "stall_ms");
        }
    }

    /** A chunk of a running attempt was accepted, up to {@code seq}. */
    record TaskAdvanced(UUID jobId, long taskId, int attempt, int seq) implements Event {
        public TaskAdvanced {
            Checks.present(jobId, "job_id");
            Checks.atLeast(taskId, 1, "task_id");
            Checks.atLeast(attempt, 1, "attempt");
            Checks.atLeast(seq, 1, "seq");
        }
    }

    /** An attempt is over, however it ended. */
    record TaskEnded(UUID jobId, long taskId, int attempt, TaskState state) implements Event {
        public TaskEnded {
            Checks.present(jobId, "job_id");
            Checks.atLeast(taskId, 1, "task_id");
            Checks.atLeast(attempt, 0, "attempt");
            Checks.present(state, "state");
        }
    }

    /** All earlier phases of the job have nothing open and nothing unscheduled: {@code phase} may be scheduled. */
    record PhaseReleased(UUID jobId, int phase) implements Event {
        public PhaseReleased {
            Checks.present(jobId, "job_id");
            Checks.atLeast(phase, 0, "phase");
        }
    }

    /** The job reached a terminal state. */
    record JobEnded(UUID jobId, JobState state) implements Event {
        public JobEnded {
            Checks.present(jobId, "job_id");
            Checks.present(state, "state");
        }
    }

    /**
     * Records of a phase got an outcome, by the reports of one transaction.
     *
     * @param tasks that were done
     */
    record PhaseAdvanced(UUID jobId, int phase, long records, long tasks) implements Event {
        public PhaseAdvanced {
            Checks.present(jobId, "job_id");
            Checks.atLeast(phase, 0, "phase");
            Checks.atLeast(records, 0, "records");
            Checks.atLeast(tasks, 0, "tasks");
        }
    }

    /** How fast the phases of a job go. A later one takes the place of all earlier ones. */
    record JobRate(UUID jobId, List<PhaseRate> phases) implements Event {
        public static final int MAX_PHASES = 100;

        public JobRate {
            Checks.present(jobId, "job_id");
            phases = Checks.atMost(phases, MAX_PHASES, "phases");
        }
    }

    /** How fast a phase goes. */
    record PhaseRate(int phase, Throughput throughput) {
        public PhaseRate {
            Checks.atLeast(phase, 0, "phase");
            Checks.present(throughput, "throughput");
        }
    }

    /** A worker is heard of for the first time, or for the first time since the reaper lost what it knew. */
    record WorkerJoined(UUID worker, String name, String pool, int slots) implements Event {
        public WorkerJoined {
            Checks.present(worker, "worker");
            Checks.id(name, "name");
            Checks.id(pool, "pool");
            Checks.atLeast(slots, 0, "slots");
        }
    }

    /** A worker was not heard of for a lease: it died, was cut off, or left. Whether its work is lost the ledger decides. */
    record WorkerLost(UUID worker, String name) implements Event {
        public WorkerLost {
            Checks.present(worker, "worker");
            Checks.id(name, "name");
        }
    }

    /** A worker is alive, and an attempt of it makes no progress. */
    record WorkerStalled(UUID worker, UUID jobId, long taskId, int attempt) implements Event {
        public WorkerStalled {
            Checks.present(worker, "worker");
            Checks.present(jobId, "job_id");
            Checks.atLeast(taskId, 1, "task_id");
            Checks.atLeast(attempt, 1, "attempt");
        }
    }
}
