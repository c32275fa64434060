package io.trawl.cli.stack;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.kafka.broker.BrokerSettings;
import io.trawl.kafka.broker.FreePorts;
import io.trawl.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Which parts a stack has, kept in {@code stack.json} so that a later command finds them again on the same ports.
 *
 * @param controllerPort of the broker's own quorum
 * @param parts in the order of their start
 */
record StackLayout(int controllerPort, List<Part> parts) {
    private static final String FILE = "stack.json";

    StackLayout {
        parts = List.copyOf(parts);
    }

    static StackLayout of(Shape shape) {
        int count = shape.orchestrators() + shape.pipeliners() + shape.workers() + 3;
        Deque<Integer> free = new ArrayDeque<>(FreePorts.find(count, new SecureRandom()));
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(Part.Role.POSTGRES, "postgres", free.pop()));
        parts.add(new Part(Part.Role.KAFKA, "kafka", shape.kafkaPort() == 0 ? free.pop() : shape.kafkaPort()));
        for (int i = 0; i < shape.orchestrators(); i++) {
            add(parts, Part.Role.ORCHESTRATOR, i, shape.port() == 0 ? free.pop() : shape.port() + i);
        }
        for (int i = 0; i < shape.pipeliners(); i++) {
            add(parts, Part.Role.PIPELINER, i, free.pop());
        }
        for (int i = 0; i < shape.workers(); i++) {
            add(parts, Part.Role.WORKER, i, free.pop());
        }
        return new StackLayout(free.pop(), parts);
    }

    private static void add(List<Part> parts, Part.Role role, int index, int port) {
        parts.add(new Part(role, role.name().toLowerCase(Locale.ROOT) + "-" + (index + 1), port));
    }

    /** With a part more of that role, on a free port. */
    StackLayout with(Part.Role role) {
        List<Part> more = new ArrayList<>(parts);
        int have = (int) parts.stream().filter(part -> part.role() == role).count();
        add(more, role, have, FreePorts.find(1, new SecureRandom()).iterator().next());
        return new StackLayout(controllerPort, more);
    }

    /** Empty when there is none in the directory. */
    static Optional<StackLayout> in(Path root) {
        Path file = root.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.mapper().readValue(Files.readString(file), StackLayout.class));
        } catch (IOException | JacksonException e) {
            throw new Refusal(ExitCode.FAILED, file + " cannot be read; give another --state-dir, or remove it.", e);
        }
    }

    void write(Path root) {
        try {
            Files.createDirectories(root);
            Files.writeString(root.resolve(FILE), Json.mapper().writeValueAsString(this));
        } catch (IOException e) {
            throw new Refusal(ExitCode.FAILED, "The state directory " + root + " cannot be written (" + e + ").", e);
        }
    }

    Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findAny()
                .orElseThrow(() -> new Refusal(ExitCode.USAGE, "The stack has no part '" + name + "'."));
    }

    Part first(Part.Role role) {
        return parts.stream().filter(part -> part.role() == role).findFirst().orElseThrow();
    }

    BrokerSettings broker(Path root) {
        return BrokerSettings.of(
                root.resolve("kafka"),
                root.resolve("lib"),
                first(Part.Role.KAFKA).port(),
                controllerPort);
    }
}
