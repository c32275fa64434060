package io.trawl.orchestrator.ledger;

import io.trawl.engine.testkit.TestBackend;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The server of the tests in a container; it goes with the JVM. */
final class ContainedPostgres {
    private static final String IMAGE = "postgres:18";

    private final PostgreSQLContainer container;

    private ContainedPostgres(PostgreSQLContainer container) {
        this.container = container;
    }

    static ContainedPostgres start() {
        TestBackend.requireEngine(DockerClientFactory.instance().isDockerAvailable());
        PostgreSQLContainer container = new PostgreSQLContainer(IMAGE)
                .withEnv("POSTGRES_INITDB_ARGS", "--locale=C.UTF-8")
                .withCommand(
                        "postgres", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "max_connections=300");
        container.start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(container::stop));
        return new ContainedPostgres(container);
    }

    /** With everything that a connection needs. */
    String url(String database) {
        return "jdbc:postgresql://" + container.getHost() + ":"
                + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/" + database + "?user="
                + container.getUsername() + "&password=" + container.getPassword();
    }
}
