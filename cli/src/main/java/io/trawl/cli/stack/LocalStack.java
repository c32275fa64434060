package io.trawl.cli.stack;

import io.trawl.cli.database.DetachedDatabase;
import io.trawl.cli.database.Instance;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.kafka.broker.KafkaBroker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A whole DISTRIBUTED installation on this machine: PostgreSQL, a Kafka broker, orchestrators, pipeliners and workers,
 * each a process that outlives whoever started it; or a federation of which this is one site, and others are processes
 * of their own. What is where stands in the directory. For one thread at a time.
 */
public final class LocalStack {
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);

    private final Path root;
    private final Map<String, String> settings;
    private StackLayout layout;

    private LocalStack(Path root, StackLayout layout, Map<String, String> settings) {
        this.root = root;
        this.layout = layout;
        this.settings = Map.copyOf(settings);
    }

    /** What stands in the directory, else a new one of this shape; nothing is started. */
    public static LocalStack in(Path root, Shape shape, Map<String, String> settings) {
        Path real = root.toAbsolutePath().normalize();
        StackLayout layout = StackLayout.in(real).orElseGet(() -> {
            StackLayout made = StackLayout.of(shape);
            made.write(real);
            return made;
        });
        return new LocalStack(real, layout, settings);
    }

    /** @throws Refusal when there is none */
    public static LocalStack existing(Path root) {
        StackLayout layout = StackLayout.in(root.toAbsolutePath().normalize())
                .orElseThrow(() -> new Refusal(
                        ExitCode.FAILED, "There is no stack in " + root + "; start one with `trawl stack up`."));
        return new LocalStack(root.toAbsolutePath().normalize(), layout, Map.of());
    }

    /**
     * How a part is.
     *
     * @param pid 0 when it does not run
     * @param ready whether it says so itself
     */
    public record PartStatus(Part part, long pid, boolean ready, Path log) {}

    /** Starts what does not run, and returns when every part is ready. @param told of each part that was started */
    public void up(Consumer<Part> told) {
        List<Part> waiting = new ArrayList<>();
        for (Part part : layout.parts()) {
            if (!runs(part)) {
                start(part);
                told.accept(part);
            }
            waiting.add(part);
        }
        waiting.forEach(this::awaitReady);
    }

    /** Starts one part, without waiting until it is ready; database and broker are. */
    public void start(Part part) {
        ProcessHandle started = programs().start(part);
        Instance.of(started).announceIn(programs().home(part));
    }

    /** Starts one part more of a role. */
    public Part add(Part.Role role) {
        layout = layout.with(role);
        layout.write(root);
        Part part = layout.parts().getLast();
        start(part);
        return part;
    }

    /** @throws Refusal when it ends, or is not ready after minutes */
    public void awaitReady(Part part) {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (!Readiness.of(part)) {
            if (!runs(part)) {
                throw new Refusal(
                        ExitCode.FAILED,
                        "The part " + part.name() + " has ended; " + programs().log(part) + " says why.");
            }
            if (System.nanoTime() - end > 0) {
                throw new Refusal(
                        ExitCode.FAILED,
                        "The part " + part.name() + " is not ready after " + START_PATIENCE.toSeconds() + " s; "
                                + programs().log(part) + " may say why.");
            }
            Readiness.pause();
        }
    }

    /** In the reverse order of their start; each is let finish what it has in hand. */
    public void down(Consumer<Part> told) {
        for (Part part : layout.parts().reversed()) {
            if (runs(part)) {
                stop(part);
                told.accept(part);
            }
        }
    }

    /** As SIGTERM, then, after a while, as SIGKILL. */
    public void stop(Part part) {
        if (part.role() == Part.Role.POSTGRES) {
            DetachedDatabase.in(programs().home(part)).stop();
            return;
        }
        process(part).ifPresent(process -> {
            process.destroy();
            if (!ended(process)) {
                process.destroyForcibly();
                ended(process);
            }
        });
    }

    /** As {@code kill -9}; the database with all its processes. */
    public void kill(Part part) {
        if (part.role() == Part.Role.POSTGRES) {
            DetachedDatabase.in(programs().home(part)).kill();
            return;
        }
        process(part).ifPresent(process -> {
            process.destroyForcibly();
            ended(process);
        });
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Removes every topic, group and offset; the broker must not run. */
    public void wipeKafka() {
        KafkaBroker.wipe(layout.broker(root));
    }

    /** The process of a part, when it runs. */
    public Optional<ProcessHandle> process(Part part) {
        return Instance.in(programs().home(part))
                .filter(Instance::alive)
                .flatMap(instance -> ProcessHandle.of(instance.pid()));
    }

    public boolean runs(Part part) {
        return process(part).isPresent();
    }

    public List<PartStatus> status() {
        return layout.parts().stream()
                .map(part -> new PartStatus(
                        part,
                        process(part).map(ProcessHandle::pid).orElse(0L),
                        runs(part) && Readiness.of(part),
                        programs().log(part)))
                .toList();
    }

    public List<Part> parts() {
        return layout.parts();
    }

    public List<Part> parts(Part.Role role) {
        return layout.parts().stream().filter(part -> part.role() == role).toList();
    }

    /** Where the API of the first orchestrator answers, or that of the master. */
    public URI api() {
        return URI.create(layout.entrance().address());
    }

    /**
     * One installation as the site of another.
     *
     * @param site what the master calls it
     * @param master where the master's API answers
     * @param api where its own does
     */
    public record Member(String site, URI master, URI api) {}

    /** In the order in which they can be registered; none of a stack that is no federation. */
    public List<Member> members() {
        return layout.sites().stream()
                .map(site -> new Member(
                        site.site(),
                        URI.create(layout.part(site.master()).address()),
                        URI.create(layout.part(site.part()).address())))
                .toList();
    }

    /** Of Kafka's broker. */
    public String bootstrapServers() {
        return layout.first(Part.Role.KAFKA).address();
    }

    /** Where a part keeps what is its own. */
    public Path home(Part part) {
        return programs().home(part);
    }

    private Programs programs() {
        return new Programs(root, layout, settings);
    }
}
