package io.trawl.cli.stack;

import io.trawl.cli.config.Setting;
import io.trawl.cli.database.DetachedDatabase;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.CommonOptions;
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
    /** Holds what masters present to their sites, when the stack is started with a token. */
    static final String SITE_TOKEN = "STACK_SITE_TOKEN";

    private static final String MAIN = "io.trawl.cli.TrawlCommand";
    private static final List<String> ONE_INSTALLATIONS = List.of(
            "TRAWL_DATABASE_URL",
            "TRAWL_DATABASE_USER",
            "TRAWL_DATABASE_PASSWORD",
            Setting.KAFKA_BOOTSTRAP_SERVERS.environment(),
            Setting.INSTALLATION_KEY_FILE.environment(),
            Setting.DATA_DIR.environment(),
            Setting.DEPLOYMENT_MODEL.environment(),
            Setting.API_HOST.environment(),
            Setting.API_PORT.environment());

    Path home(Part part) {
        return root.resolve("parts").resolve(part.name());
    }

    Path log(Part part) {
        return switch (part.role()) {
            case POSTGRES -> home(part).resolve("logs");
            case KAFKA -> root.resolve("kafka").resolve("broker.log");
            case ORCHESTRATOR, PIPELINER, WORKER, SINGLE, MASTER -> home(part).resolve("out.log");
        };
    }

    ProcessHandle start(Part part) {
        try {
            Files.createDirectories(home(part));
            return switch (part.role()) {
                case POSTGRES -> DetachedDatabase.in(home(part)).start(part.port());
                case KAFKA -> broker();
                case ORCHESTRATOR, PIPELINER, WORKER, SINGLE, MASTER -> trawl(part);
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

    /** The command of a part that is this program. */
    List<String> arguments(Part part) {
        String port = Integer.toString(part.port());
        return switch (part.role()) {
            case POSTGRES, KAFKA -> throw new IllegalArgumentException(part.name() + " is another program.");
            case ORCHESTRATOR -> List.of("orchestrator", "--port", port);
            case PIPELINER ->
                List.of(
                        "pipeliner",
                        "--probe-port",
                        port,
                        "--state-dir",
                        home(part).resolve("state").toString());
            case WORKER -> List.of("worker", "--probe-port", port, "--name", part.name());
            case SINGLE -> List.of("serve", "--data-dir", data(part), "--port", port);
            case MASTER ->
                List.of("serve", "--deployment-model", "FEDERATED", "--data-dir", data(part), "--port", port);
        };
    }

    /** Not the home itself, where this command and the server would both say who is running. */
    private String data(Part part) {
        return home(part).resolve("data").toString();
    }

    private ProcessHandle trawl(Part part) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(arguments(part));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(part).toFile()));
        Map<String, String> environment = builder.environment();
        switch (part.role()) {
            case POSTGRES, KAFKA, ORCHESTRATOR, PIPELINER, WORKER -> share(environment, part);
            case SINGLE, MASTER -> separate(environment);
        }
        environment.putAll(settings);
        return builder.start().toHandle();
    }

    /** What the parts of a DISTRIBUTED installation have in common. */
    private void share(Map<String, String> environment, Part part) {
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
    }

    /** Installations of their own: what this command was given for one must not become common to all of them. */
    static void separate(Map<String, String> environment) {
        ONE_INSTALLATIONS.forEach(environment::remove);
        String token = environment.get(CommonOptions.TOKEN_VARIABLE);
        if (token != null) {
            // A master gives out no variable of Trawl's own, not even to itself.
            environment.put(SITE_TOKEN, token);
        }
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
        if (packaged()) {
            command.addAll(List.of("-jar", Path.of(classPath).toAbsolutePath().toString()));
        } else {
            command.addAll(List.of("-cp", classPath, MAIN));
        }
        return command;
    }

    /** Whether the classes come out of the executable jar, whose own launcher has to find them. */
    private static boolean packaged() {
        return Programs.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()
                .contains("BOOT-INF");
    }
}
