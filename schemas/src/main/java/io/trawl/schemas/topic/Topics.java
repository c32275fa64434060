package io.trawl.schemas.topic;

import io.trawl.schemas.Command;
import io.trawl.schemas.Control;
import io.trawl.schemas.Event;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.topic.Topic.Cleanup;
import io.trawl.schemas.topic.Topic.Key;
import java.time.Duration;
import java.util.List;

/** The table of topics. What it says is what is created, checked at start, printed by {@code trawl topics}, and documented. */
public final class Topics {
    private static final int KIB = 1 << 10;

    /**
     * One partition: a share group binds each of its members to some partitions, and packets in those of workers that are
     * all busy would wait while others are free. In one partition any worker takes any packet.
     */
    public static final Topic<WorkPacket> WORK = new Topic<>(
            "work." + Topic.POOL,
            WorkPacket.class,
            new Key<>("task_id", packet -> Long.toString(packet.taskId())),
            1,
            Duration.ofHours(6),
            Cleanup.DELETE,
            16 * KIB,
            "Attempts offered to the workers of a pool.");

    public static final Topic<Report> PROGRESS = new Topic<>(
            "progress",
            Report.class,
            new Key<>("task_id", report -> Long.toString(report.taskId())),
            6,
            Duration.ofDays(1),
            Cleanup.DELETE,
            512 * KIB,
            "What workers say of their attempts.");

    /** A worker with 20,000 attempts, finished ones included, has room in one record. */
    public static final Topic<Heartbeat> HEARTBEATS = new Topic<>(
            "heartbeats",
            Heartbeat.class,
            new Key<>("worker", beat -> beat.worker().toString()),
            6,
            Duration.ofHours(1),
            Cleanup.DELETE,
            4_096 * KIB,
            "What workers say of themselves.");

    public static final Topic<Event> EVENTS = new Topic<>(
            "events",
            Event.class,
            new Key<>("job_id or worker", Topics::subject),
            6,
            Duration.ofDays(1),
            Cleanup.DELETE,
            16 * KIB,
            "Facts of the ledger, and what is made of them.");

    public static final Topic<Command> COMMANDS = new Topic<>(
            "commands",
            Command.class,
            new Key<>("job_id or worker", Topics::subject),
            6,
            Duration.ofHours(6),
            Cleanup.DELETE,
            256 * KIB,
            "Proposals to the ledger.");

    public static final Topic<Control> CONTROL = new Topic<>(
            "control",
            Control.class,
            new Key<>("job_id or worker", Control::subject),
            1,
            Duration.ofHours(1),
            Cleanup.DELETE,
            4 * KIB,
            "Hints that every worker hears: cancel, abort, drain.");

    public static final List<Topic<?>> ALL = List.of(WORK, PROGRESS, HEARTBEATS, EVENTS, COMMANDS, CONTROL);

    /** What is appended to a topic's name where its unreadable records go. */
    public static final String DEAD_LETTERS = ".dlq";

    /** Long enough to be looked at after a holiday. */
    public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);

    private Topics() {}

    private static String subject(Event event) {
        return switch (event) {
            case Event.ChunkAccepted chunk -> chunk.jobId().toString();
            case Event.TaskStarted task -> task.jobId().toString();
            case Event.TaskAdvanced task -> task.jobId().toString();
            case Event.TaskEnded task -> task.jobId().toString();
            case Event.PhaseReleased phase -> phase.jobId().toString();
            case Event.JobEnded job -> job.jobId().toString();
            case Event.PhaseAdvanced phase -> phase.jobId().toString();
            case Event.JobRate rate -> rate.jobId().toString();
            case Event.WorkerJoined joined -> joined.worker().toString();
            case Event.WorkerLost lost -> lost.worker().toString();
            case Event.WorkerStalled stalled -> stalled.worker().toString();
        };
    }

    private static String subject(Command command) {
        return switch (command) {
            case Command.Schedule schedule -> schedule.jobId().toString();
            case Command.LoseWorker lose -> lose.worker().toString();
            case Command.AbortAttempt abort -> abort.jobId().toString();
        };
    }
}
