package io.trawl.schemas;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JavaType;

/** Which record a schema describes. A new record has no place on the wire until it stands here. */
final class WireTypes {
    /** Documents: what a message or a body is as a whole, by the folder of its schema. */
    static final Map<String, JavaType> DOCUMENTS = new TreeMap<>(Map.ofEntries(
            document("command", Command.class),
            document("control", Control.class),
            document("event", Event.class),
            document("gap", Gap.class),
            document("heartbeat", Heartbeat.class),
            document("job-request", JobRequest.class),
            document("installation-view", InstallationView.class),
            document("job-started", JobStarted.class),
            document("job-status", JobStatus.class),
            document("named-source", NamedSource.class),
            document("receipt", Receipt.class),
            document("report", Report.class),
            document("result-row", ResultRow.class),
            document("schedule", Schedule.class),
            document("schedule-run", ScheduleRun.class),
            document("site", Site.class),
            document("site-import", SiteImport.class),
            document("source-report", SourceReport.class),
            document("source-spec", SourceSpec.class),
            document("task-view", TaskView.class),
            document("wait-view", WaitView.class),
            document("webhook-delivery", WebhookDelivery.class),
            document("webhook-event", WebhookEvent.class),
            document("verb-outcome", VerbOutcome.class),
            document("pool-view", PoolView.class),
            document("worker-view", WorkerView.class),
            document("work-packet", WorkPacket.class),
            document("inputs-page", InputsPage.class),
            document("inputs-request", InputsRequest.class),
            document("lease-answer", LeaseAnswer.class),
            document("lease-request", LeaseRequest.class),
            document("progress-answer", ProgressAnswer.class),
            document("progress-update", ProgressUpdate.class),
            document("task-grants", TaskGrants.class),
            document("task-request", TaskRequest.class),
            document("toll-answer", TollAnswer.class),
            document("toll-request", TollRequest.class),
            page("webhook-page", WebhookDelivery.class),
            page("job-page", JobStatus.class),
            page("task-page", TaskView.class),
            page("worker-page", WorkerView.class),
            page("pool-page", PoolView.class),
            page("wait-page", WaitView.class),
            page("schedule-page", Schedule.class),
            page("schedule-run-page", ScheduleRun.class),
            page("site-page", Site.class),
            page("source-page", NamedSource.class),
            page("gap-page", Gap.class),
            page("verb-page", VerbOutcome.class),
            page("result-page", ResultRow.class)));

    /** Records inside documents, and variants of sealed ones. */
    static final List<Part> PARTS = List.of(
            new Part(BatchPolicy.class, "event", "batch_policy"),
            new Part(Event.ChunkAccepted.class, "event", "chunk_accepted"),
            new Part(Event.TaskStarted.class, "event", "task_started"),
            new Part(Event.TaskAdvanced.class, "event", "task_advanced"),
            new Part(Event.TaskEnded.class, "event", "task_ended"),
            new Part(Event.PhaseReleased.class, "event", "phase_released"),
            new Part(Event.JobEnded.class, "event", "job_ended"),
            new Part(Event.PhaseAdvanced.class, "event", "phase_advanced"),
            new Part(Event.JobRate.class, "event", "job_rate"),
            new Part(Event.PhaseRate.class, "event", "phase_rate"),
            new Part(Event.WorkerJoined.class, "event", "worker_joined"),
            new Part(Event.WorkerLost.class, "event", "worker_lost"),
            new Part(Event.WorkerStalled.class, "event", "worker_stalled"),
            new Part(Command.Schedule.class, "command", "schedule"),
            new Part(Command.LoseWorker.class, "command", "lose_worker"),
            new Part(Command.AbortAttempt.class, "command", "abort_attempt"),
            new Part(InputRange.class, "command", "input_range"),
            new Part(Control.Cancel.class, "control", "cancel"),
            new Part(Control.Abort.class, "control", "abort"),
            new Part(Control.Drain.class, "control", "drain"),
            new Part(Budget.class, "source-spec", "budget"),
            new Part(JobLimits.class, "job-request", "limits"),
            new Part(Site.Tls.class, "site", "tls"),
            new Part(Site.Word.class, "site", "word"),
            new Part(SitePolicy.class, "job-request", "sites"),
            new Part(ParentJob.class, "job-request", "parent"),
            new Part(SiteProgress.class, "job-status", "site"),
            new Part(Webhook.class, "job-request", "webhook"),
            new Part(Checkpoint.class, "report", "checkpoint"),
            new Part(Tally.class, "report", "tally"),
            new Part(Heartbeat.Listed.class, "heartbeat", "listed"),
            new Part(InputRecord.class, "task-grants", "record"),
            new Part(TaskGrant.class, "task-grants", "grant"),
            new Part(StagedRow.class, "progress-update", "row"),
            new Part(StagedRows.class, "progress-update", "staged"),
            new Part(ReportVerdict.class, "progress-answer", "verdict"),
            new Part(LeaseStanding.class, "lease-answer", "standing"),
            new Part(PhaseStatus.class, "job-status", "phase"),
            new Part(Receipt.Line.class, "receipt", "line"),
            new Part(Throughput.class, "common", "throughput"),
            new Part(Throughput.Pace.class, "common", "pace"),
            new Part(RecordCounts.class, "common", "record_counts"));

    private WireTypes() {}

    /** @param definition name under {@code $defs} */
    record Part(Class<?> type, String schema, String definition) {}

    /** Every class that has a schema. */
    static List<Class<?>> classes() {
        return Stream.concat(
                        DOCUMENTS.values().stream().<Class<?>>map(JavaType::getRawClass),
                        PARTS.stream().map(Part::type))
                .distinct()
                .toList();
    }

    private static Map.Entry<String, JavaType> document(String schema, Class<?> type) {
        return Map.entry(schema, Json.mapper().constructType(type));
    }

    private static Map.Entry<String, JavaType> page(String schema, Class<?> item) {
        return Map.entry(schema, Json.mapper().getTypeFactory().constructParametricType(Page.class, item));
    }
}
