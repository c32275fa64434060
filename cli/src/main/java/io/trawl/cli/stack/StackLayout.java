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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Which parts a stack has, kept in {@code stack.json} so that a later command finds them again on the same ports.
 *
 * @param controllerPort of the broker's own quorum
 * @param parts in the order of their start
 * @param sites of a federation, those of masters that are sites themselves first; none of a stack that is no federation
 */
record StackLayout(int controllerPort, List<Part> parts, List<Membership> sites) {
    private static final String FILE = "stack.json";
    private static final String MASTER = "master";
    /** From so many on, the last one stands behind a master of its own. */
    private static final int SITES_FOR_A_MASTER_BELOW = 3;

    /**
     * One installation as the site of another.
     *
     * @param site what the master calls it
     * @param master the name of the part that is the master
     * @param part the name of the part whose API the master talks to
     */
    record Membership(String site, String master, String part) {}

    /** @param sites null in what earlier versions wrote */
    StackLayout(int controllerPort, List<Part> parts, @Nullable List<Membership> sites) {
        this.controllerPort = controllerPort;
        this.parts = List.copyOf(parts);
        this.sites = sites == null ? List.of() : List.copyOf(sites);
    }

    static StackLayout of(Shape shape) {
        boolean federated = shape.sites() > 0;
        // Two more of a federation: its master, and the master below.
        int count = shape.orchestrators() + shape.pipeliners() + shape.workers() + 3 + shape.sites() + 2;
        Deque<Integer> free = new ArrayDeque<>(FreePorts.find(count, new SecureRandom()));
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(Part.Role.POSTGRES, "postgres", free.pop()));
        parts.add(new Part(Part.Role.KAFKA, "kafka", shape.kafkaPort() == 0 ? free.pop() : shape.kafkaPort()));
        for (int i = 0; i < shape.orchestrators(); i++) {
            add(parts, Part.Role.ORCHESTRATOR, i, shape.port() == 0 || federated ? free.pop() : shape.port() + i);
        }
        for (int i = 0; i < shape.pipeliners(); i++) {
            add(parts, Part.Role.PIPELINER, i, free.pop());
        }
        for (int i = 0; i < shape.workers(); i++) {
            add(parts, Part.Role.WORKER, i, free.pop());
        }
        List<Membership> sites = federated ? federate(parts, shape, free) : List.of();
        return new StackLayout(free.pop(), parts, sites);
    }

    /** A master starts when its sites have started, so that it finds them at its first look. */
    private static List<Membership> federate(List<Part> parts, Shape shape, Deque<Integer> free) {
        List<Membership> sites = new ArrayList<>();
        sites.add(new Membership("site-1", MASTER, Part.Role.ORCHESTRATOR.name().toLowerCase(Locale.ROOT) + "-1"));
        for (int i = 2; i <= shape.sites(); i++) {
            String site = "site-" + i;
            if (i == shape.sites() && i >= SITES_FOR_A_MASTER_BELOW) {
                String below = site + "-1";
                parts.add(new Part(Part.Role.SINGLE, below, free.pop()));
                parts.add(new Part(Part.Role.MASTER, site, free.pop()));
                sites.addFirst(new Membership(below, site, below));
            } else {
                parts.add(new Part(Part.Role.SINGLE, site, free.pop()));
            }
            sites.add(new Membership(site, MASTER, site));
        }
        parts.add(new Part(Part.Role.MASTER, MASTER, shape.port() == 0 ? free.pop() : shape.port()));
        return sites;
    }

    private static void add(List<Part> parts, Part.Role role, int index, int port) {
        parts.add(new Part(role, role.name().toLowerCase(Locale.ROOT) + "-" + (index + 1), port));
    }

    /** With a part more of that role, on a free port. */
    StackLayout with(Part.Role role) {
        List<Part> more = new ArrayList<>(parts);
        int have = (int) parts.stream().filter(part -> part.role() == role).count();
        add(more, role, have, FreePorts.find(1, new SecureRandom()).iterator().next());
        return new StackLayout(controllerPort, more, sites);
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

    /** What talks to users: of a federation its master, which starts last. */
    Part entrance() {
        return sites.isEmpty() ? first(Part.Role.ORCHESTRATOR) : part(MASTER);
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
