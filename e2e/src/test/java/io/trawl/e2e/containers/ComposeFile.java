package io.trawl.e2e.containers;

import io.trawl.cli.roles.OrchestratorCommand;
import io.trawl.cli.roles.PipelinerCommand;
import io.trawl.cli.roles.WorkerCommand;
import io.trawl.cli.run.Interrupts;
import io.trawl.cli.run.Pause;
import io.trawl.cli.run.Surroundings;
import io.trawl.cli.serve.ServeCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** A compose file as compose reads it when nobody has set a variable. */
record ComposeFile(Map<String, Object> tree) {
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private static final String OURS = "trawl:local";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");

    static ComposeFile read(String name) throws IOException {
        String text = Files.readString(REPOSITORY.resolve(name));
        String resolved = VARIABLE.matcher(text).replaceAll("$2");
        return new ComposeFile(new Yaml(new SafeConstructor(new LoaderOptions())).load(resolved));
    }

    /** By name, in their order. */
    Map<String, Service> services() {
        Map<String, Service> services = new LinkedHashMap<>();
        map(tree.get("services")).forEach((name, service) -> services.put(name, new Service(name, map(service))));
        return services;
    }

    List<Service> ours() {
        return services().values().stream().filter(Service::ours).toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object node) {
        return (Map<String, Object>) Objects.requireNonNull(node);
    }

    @SuppressWarnings("unchecked")
    static List<String> texts(Object node) {
        return node == null ? List.of() : (List<String>) node;
    }

    /** One service, with what its anchors say of it. */
    record Service(String name, Map<String, Object> tree) {
        String image() {
            return String.valueOf(tree.get("image"));
        }

        boolean ours() {
            return image().equals(OURS);
        }

        List<String> command() {
            return texts(tree.get("command"));
        }

        String role() {
            return command().getFirst();
        }

        List<String> ports() {
            return texts(tree.get("ports"));
        }

        List<String> volumes() {
            return texts(tree.get("volumes"));
        }

        Map<String, Object> environment() {
            return map(tree.getOrDefault("environment", Map.of()));
        }

        /** @throws CommandLine.ParameterException for an option that there is not */
        CommandLine.ParseResult parsed() {
            return line(role()).parseArgs(command().stream().skip(1).toArray(String[]::new));
        }

        /** The port that the container's health is asked at, as the command says it. */
        int healthPort() {
            boolean serves = role().equals("orchestrator") || role().equals("serve");
            return parsed().matchedOptionValue(serves ? "--port" : "--probe-port", 0);
        }

        private static CommandLine line(String role) {
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            Surroundings none = new Surroundings(nowhere, nowhere, Map.of(), Path.of("/nowhere"), false, 80);
            Pause over = time -> Interrupts.Kind.TERMINATE;
            return switch (role) {
                case "orchestrator" -> new CommandLine(new OrchestratorCommand(none, over, "test"));
                case "serve" ->
                    new CommandLine(new ServeCommand(
                            none,
                            settings -> {
                                throw new AssertionError("Nothing is started here.");
                            },
                            over));
                case "worker" -> new CommandLine(new WorkerCommand(none, over));
                case "pipeliner" -> new CommandLine(new PipelinerCommand(none, over));
                default -> throw new AssertionError("The compose file runs a role that there is not: " + role);
            };
        }
    }
}
