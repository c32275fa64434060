package io.trawl.cli.stack;

import io.trawl.cli.database.DetachedDatabase;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.kafka.broker.BrokerUnavailable;
import io.trawl.kafka.broker.KafkaBroker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the parts as processes that go on when this one has ended.
 *
 * @param root the stack's directory
 * @param settings for the environment of every Trawl process, beside what this one has
 */
record Programs(Path root, StackLayout layout, Map<String, String> settings) {
    private static final String MAIN = "io.trawl.cli.TrawlCommand";

    Path home(Part part) {
        return root.resolve("parts").resolve(part.name());
    }

    Path log(Part part) {
        return switch (part.role()) {
            case POSTGRES -> home(part).resolve("logs");
            case KAFKA -> root.resolve("kafka").resolve("broker.log");
            case ORCHESTRATOR, PIPELINER, WORKER -> home(part).resolve("out.log");
        };
    }

    ProcessHandle start(Part part) {
        try {
            Files.createDirectories(home(part));
            return switch (part.role()) {
                case POSTGRES -> DetachedDatabase.in(home(part)).start(part.port());
                case KAFKA -> broker();
                case ORCHESTRATOR -> trawl(part, "orchestrator", "--port", Integer.toString(part.port()));
                case PIPELINER ->
                    trawl(
                            part,
                            "pipeliner",
                            "--probe-port",
                            Integer.toString(part.port()),
                            "--state-dir",
                            home(part).resolve("state").toString());
                case WORKER ->
                    trawl(part, "worker", "--probe-port", Integer.toString(part.port()), "--name", part.name());
            };
        } catch (IOException e) {
            throw new Refusal(ExitCode.FAILED, "The part " + part.name() + " cannot be started (" + e + ").", e);
        }
    }

    private ProcessHandle broker() {
        try {
            long pid = KafkaBroker.start(layout.broker(root)).pid();
            return ProcessHandle.of(pid)
                    .orElseThrow(() -> new BrokerUnavailable("The Kafka broker ended at once.", null));
        } catch (BrokerUnavailable e) {
            throw new Refusal(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private ProcessHandle trawl(Part part, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(part).toFile()));
        Map<String, String> environment = builder.environment();
        Part database = layout.first(Part.Role.POSTGRES);
        environment.put("TRAWL_DATABASE_URL", DetachedDatabase.jdbcUrl(database.port()));
        environment.put("TRAWL_DATABASE_USER", DetachedDatabase.USER);
        // In the environment and not on the command line, which every user of the machine can read.
        environment.put(
                "TRAWL_DATABASE_PASSWORD", DetachedDatabase.in(home(database)).password());
        environment.put(
                "TRAWL_KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + layout.first(Part.Role.KAFKA).port());
        environment.put(
                "TRAWL_INSTALLATION_KEY_FILE", root.resolve("installation.key").toString());
        environment.put("TRAWL_DATA_DIR", home(part).toString());
        environment.putAll(settings);
        return builder.start().toHandle();
    }

    /** This program once more: out of its one jar, or off the class path it runs on. */
    private static List<String> java() {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
            command.addAll(List.of("-jar", Path.of(classPath).toAbsolutePath().toString()));
        } else {
            command.addAll(List.of("-cp", classPath, MAIN));
        }
        return command;
    }
}
