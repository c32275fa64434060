package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fences;
import io.trawl.schemas.InstallationView;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.statement.Query;

/** Who the installation is that a job store belongs to. */
public final class PostgresInstallation {
    /** One statement: of processes that start at once each waits for the row, and gets an epoch of its own. */
    private static final String BEGIN = """
            INSERT INTO trawl.installation AS i (installation_id, epoch, epoch_id)
            VALUES (gen_random_uuid(), 1, gen_random_uuid())
                ON CONFLICT (the_only) DO UPDATE SET epoch = i.epoch + 1, epoch_id = excluded.epoch_id
            RETURNING installation_id, epoch, epoch_id
            """;

    private static final String CURRENT = "SELECT installation_id, epoch, epoch_id FROM trawl.installation";

    private final Database database;

    public PostgresInstallation(DataSource dataSource) {
        this.database = new Database(dataSource, Fences.ALL, SqlClock.SERVER, new SecureRandom());
    }

    /**
     * How the job store is known to masters.
     *
     * @param epoch 1 or more, grows with each start of a process
     * @param epochId made anew with each epoch
     */
    public record Identity(UUID installationId, long epoch, UUID epochId) {
        /** @param below installations that it is the master of, however far below */
        public InstallationView view(
                String version, String deploymentModel, List<String> capabilities, List<UUID> below) {
            return new InstallationView(installationId, epoch, epochId, version, deploymentModel, capabilities, below);
        }
    }

    /** To be called once by each process that works on this job store, before it serves anybody. */
    public Identity begin() {
        return database.inStatement(handle -> one(handle.createQuery(BEGIN)));
    }

    /**
     * Looked up each time: another process of the installation may have begun since, and all of them have to say the
     * same.
     *
     * @throws IllegalStateException when no process ever began
     */
    public Identity current() {
        return database.read(handle -> one(handle.createQuery(CURRENT)));
    }

    private static Identity one(Query query) {
        return query.map((row, context) -> identity(row)).one();
    }

    private static Identity identity(ResultSet row) throws SQLException {
        return new Identity(
                row.getObject("installation_id", UUID.class),
                row.getLong("epoch"),
                row.getObject("epoch_id", UUID.class));
    }
}
