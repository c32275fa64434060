package io.trawl.cli.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The server's configuration, written anew before each start so that a new version brings its own. It stands in files
 * and not on the command line, which {@code pg_ctl} hands to a shell.
 */
final class ServerSettings {
    private static final String FILE = "trawl.conf";
    /** The length of {@code sun_path} in Linux, without its end. */
    private static final int MAX_SOCKET_PATH = 107;

    private static final String SETTINGS = """
            # Written by trawl before each start of the server; changes are lost.
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = '%s'
            unix_socket_permissions = 0700
            password_encryption = 'scram-sha-256'
            max_connections = 200

            # Answered means durable.
            fsync = on
            synchronous_commit = on
            full_page_writes = on

            # One server for itself: nothing is replicated, so the log needs only what recovery needs.
            wal_level = minimal
            max_wal_senders = 0
            wal_compression = on
            min_wal_size = 256MB
            max_wal_size = 2GB
            checkpoint_timeout = 10min
            checkpoint_completion_target = 0.9

            # Many short statements over a few hot tables.
            shared_buffers = 128MB
            effective_cache_size = 512MB
            work_mem = 16MB
            maintenance_work_mem = 64MB
            jit = off
            max_parallel_workers_per_gather = 0
            random_page_cost = 1.1
            client_connection_check_interval = 5s

            # Rows of a queue die young: vacuum early and often, and keep the planner's picture fresh.
            autovacuum_naptime = 10s
            autovacuum_vacuum_scale_factor = 0.02
            autovacuum_vacuum_threshold = 500
            autovacuum_analyze_scale_factor = 0.05
            autovacuum_analyze_threshold = 500
            autovacuum_vacuum_cost_limit = 1000

            # A week of warnings, a file for each day.
            logging_collector = on
            log_directory = '../logs'
            log_filename = 'postgres-%%a.log'
            log_file_mode = 0600
            log_rotation_age = 1d
            log_rotation_size = 0
            log_truncate_on_rotation = on
            log_min_messages = warning
            log_timezone = 'UTC'
            """;

    private static final String ACCESS = """
            # Written by trawl before each start of the server; changes are lost.
            local all all scram-sha-256
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private static final String INCLUDE = "include_if_exists = '" + FILE + "'";

    private ServerSettings() {}

    /** Whether a cluster is there whose making was finished. */
    static boolean written(Path cluster) {
        return Files.exists(cluster.resolve(FILE));
    }

    static void write(DataDirectory directory, int port) throws IOException {
        Path cluster = directory.cluster();
        OwnerOnly.write(cluster.resolve("pg_hba.conf"), bytes(ACCESS));
        Path main = cluster.resolve("postgresql.conf");
        String text = Files.readString(main);
        if (!text.contains(INCLUDE)) {
            OwnerOnly.write(main, bytes(text + "\n" + INCLUDE + "\n"));
        }
        OwnerOnly.write(cluster.resolve(FILE), bytes(text(directory.path(), port)));
    }

    static String text(Path directory, int port) {
        return String.format(Locale.ROOT, SETTINGS, port, sockets(directory, port));
    }

    /** Where the Unix socket is; empty (none) when the path is too long for one or would need quoting twice. */
    private static String sockets(Path directory, int port) {
        String path = directory.toString();
        int length = bytes(path + "/.s.PGSQL." + port).length;
        boolean plain = path.chars().noneMatch(c -> c == '\'' || c == '"' || c == ',' || c == '\\');
        return plain && length <= MAX_SOCKET_PATH ? path : "";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
