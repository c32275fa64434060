package io.trawl.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.assembly.DistributedConfig;
import io.trawl.cli.assembly.Installation;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.broker.BrokerSettings;
import io.trawl.kafka.broker.FreePorts;
import io.trawl.kafka.broker.KafkaBroker;
import io.trawl.kafka.packets.WorkConsumer;
import io.trawl.orchestrator.ledger.LedgerMigrations;
import io.trawl.schemas.topic.TopicNames;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One installation with a real broker and a real PostgreSQL, in which nothing runs. */
class ExaminationTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ROWS = """
            INSERT INTO trawl.job (job_id, tenant, workload, request, phases, priority, bucket, state, created_at, updated_at,
                                   limits_from)
            VALUES ('00000000-0000-0000-0000-000000000001', 'default', 'discovery', '{}', 1, 5, 1, 2, now(), now(), now());
            INSERT INTO trawl.source (tenant, source_id, budget) VALUES ('default', 'a', 4);
            INSERT INTO trawl.job_source (job_id, source, pool)
            VALUES ('00000000-0000-0000-0000-000000000001', 'a', 'paris');
            INSERT INTO trawl.job_phase (job_id, phase, name, barrier, max_records, max_weight, linger_ns, stall_ns)
            VALUES ('00000000-0000-0000-0000-000000000001', 0, 'find', false, 10, 10, 0, 60000000000);
            INSERT INTO trawl.phase_counter (job_id, phase, source, assigned, updated_at)
            VALUES ('00000000-0000-0000-0000-000000000001', 0, 'a', 1, now());
            INSERT INTO trawl.task (job_id, due_at, since, records, bucket, attempt, phase, state, source, inputs)
            VALUES ('00000000-0000-0000-0000-000000000001', now(), now() - interval '2 minutes', 1, 1, 1, 0, 2, 'a',
                    '{1,0,1}')
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldSayWhatIsAmissAndMendIt() throws Exception {
        Iterator<Integer> ports = FreePorts.find(2, ThreadLocalRandom.current()).iterator();
        BrokerSettings settings =
                BrokerSettings.of(directory.resolve("broker"), directory.resolve("libs"), ports.next(), ports.next());
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(120))
                        .start();
                KafkaBroker broker = KafkaBroker.start(settings)) {
            LedgerMigrations.migrate(server.getPostgresDatabase());
            execute(server, ROWS);
            DistributedConfig shared = new DistributedConfig(
                    KafkaSettings.of(broker.bootstrapServers(), new TopicNames("trawl")),
                    WorkConsumer.SHARE,
                    Duration.ofSeconds(15));
            ExternalDatabase database =
                    new ExternalDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
            try (Installation installation = Installation.open(database, shared)) {
                examine(new Examination(installation), server, broker);
            }
        }
    }

    private static void examine(Examination examination, EmbeddedPostgres server, KafkaBroker broker)
            throws SQLException {
        assertThat(told(examination))
                .anyMatch(text -> text.startsWith("The topic trawl.work.paris is missing"))
                .anyMatch(text -> text.startsWith("Nobody reads as the group trawl.acceptors"))
                .anyMatch(text -> text.startsWith("1 tasks of the pool 'paris' were offered up to 2 min ago"));

        assertThat(examination.repair())
                .anyMatch(done -> done.startsWith("Made the topics") && done.contains("trawl.work.paris.dlq"))
                .contains("Reconciled 1 rows (redispatch).");
        await().atMost(LONG).until(() -> told(examination).stream().noneMatch(text -> text.contains("is missing")));
        assertThat(told(examination))
                .noneMatch(text -> text.contains("were offered"))
                .anyMatch(text -> text.startsWith("1 tasks wait for a worker of the pool 'paris', and none is alive."));
        assertThat(state(server)).as("PENDING again").isEqualTo(1);
        assertThat(examination.repair()).isEmpty();

        broker.stop();
        assertThat(told(examination)).anyMatch(text -> text.contains("Start the broker again"));
    }

    private static List<String> told(Examination examination) {
        return examination.complaints().stream().map(Complaint::text).toList();
    }

    private static int state(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT state FROM trawl.task")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
