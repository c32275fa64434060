package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.transport.Sender;
import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.KafkaTransport;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.Report;
import io.trawl.schemas.Tally;
import io.trawl.schemas.topic.TopicNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a worker staged and has not told anybody of. Whether its own telling outlives a broker that is frozen for seconds
 * is a matter of luck; this one arrives whenever a test wants it to.
 */
final class LateReport {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STAGED = "SELECT t.attempt, t.execution, t.worker, s.seq, count(*) AS rows"
            + " FROM trawl.staging s JOIN trawl.task t USING (task_id, attempt, execution)"
            + " WHERE t.task_id = ? GROUP BY 1, 2, 3, 4 ORDER BY s.seq DESC LIMIT 1";

    private final Installation installation;
    private final Report report;

    private LateReport(Installation installation, Report report) {
        this.installation = installation;
        this.report = report;
    }

    /** Of the last chunk that the task of reading has staged, which tells that its first record is read. */
    static LateReport ofFirstRecord(Installation installation, DirectedJob job) throws SQLException {
        long task = job.taskOfReading().taskId();
        try (Connection connection = installation.connect();
                PreparedStatement select = connection.prepareStatement(STAGED)) {
            select.setLong(1, task);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).as("something is staged").isTrue();
                Report report = new Report(
                        Report.VERSION,
                        job.id(),
                        task,
                        row.getInt("attempt"),
                        row.getObject("execution", UUID.class),
                        row.getObject("worker", UUID.class),
                        row.getInt("seq"),
                        Report.Kind.CHUNK,
                        0,
                        row.getInt("rows"),
                        0,
                        new Checkpoint(1, null),
                        new Tally(0, 1, Map.of(), Map.of(), Map.of(), 0),
                        null);
                return new LateReport(installation, report);
            }
        }
    }

    /** Returns when the broker has it, which may be awake only just; said twice it is late twice. */
    void arrive() {
        KafkaSettings settings = KafkaSettings.of(installation.stack().bootstrapServers(), TopicNames.DEFAULT);
        try (KafkaTransport kafka = KafkaTransport.open(settings, CarrierListener.NONE, new JobTraces())) {
            Sender<Report> reports = kafka.reports();
            await("the broker has the late report").atMost(PATIENCE).until(() -> reports.send(List.of(report)) == 1);
        }
    }
}
