package io.trawl.e2e.distributed;

import static org.awaitility.Awaitility.await;

import io.trawl.engine.workload.Output;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A directory over which a test and the workers that read its job know of each other: each reading of a record leaves a
 * file, and readers that wait go on when the stage is open.
 *
 * @param acts what becomes of a record that is read, by its name; the others are just read
 */
record Stage(Path directory, Map<String, Act> acts) {
    private static final String OPEN = "open";
    static final int TOLD = 1_000;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What a record does to who reads it. */
    enum Act {
        /** Waits at the stage, and hears when its attempt is to end. */
        WAIT,
        /** The same, and hears of nothing but an interrupt. */
        WAIT_DEAF,
        /** Tells of half of its work first. */
        TELL_AND_WAIT,
        /** Needs more memory than there is. */
        EXHAUST,
        /** Never returns, whatever is done. */
        HANG
    }

    /** As the job's options have it. */
    static Stage of(Map<String, Object> options) {
        Map<String, Act> acts = new HashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(options.get("acts")))
                .forEach((record, act) -> acts.put((String) record, Act.valueOf((String) act)));
        return new Stage(Path.of((String) Objects.requireNonNull(options.get("stage"))), acts);
    }

    static Stage in(Path directory, Map<String, Act> acts) {
        try {
            return new Stage(Files.createDirectories(directory.toAbsolutePath()), acts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A job of so many records. */
    JobRequest job(String workload, int records) {
        Map<String, Object> options = Map.of("count", records, "stage", directory.toString(), "acts", acts);
        SourceSpec source = SourceSpec.of(source(), "none", Map.of());
        return new JobRequest("e2e", workload, List.of(source), options, null, null, null);
    }

    /** Its id. */
    String source() {
        return "stage-" + directory.getFileName();
    }

    /** Readers that wait go on, now and later. */
    void open() {
        leave(OPEN);
    }

    /** Those of one record. */
    void open(String record) {
        leave(OPEN + "-" + record);
    }

    /** Which processes have begun to read the record, one entry for each time. */
    List<Long> readers(String record) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(record + "."))
                    .map(name -> Long.valueOf(name.split("\\.")[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReaders(String record, int times) {
        await(record + " is read " + times + " times")
                .atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> readers(record).size() >= times);
    }

    /** On the thread of a handler. */
    void play(String record, Output output) throws InterruptedException {
        leave(record + "." + ProcessHandle.current().pid() + "." + UUID.randomUUID());
        Act act = acts.get(record);
        if (act == null) {
            return;
        }
        switch (act) {
            case WAIT -> waitHere(record, output, true);
            case WAIT_DEAF -> waitHere(record, output, false);
            case TELL_AND_WAIT -> {
                tell(output);
                waitHere(record, output, true);
            }
            case EXHAUST -> output.publish("never", String.valueOf(new byte[Integer.MAX_VALUE - 8].length), "1");
            case HANG -> hang();
        }
    }

    private void waitHere(String record, Output output, boolean listening) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!Files.exists(directory.resolve(OPEN)) && !Files.exists(directory.resolve(OPEN + "-" + record))) {
            if (!never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS) && listening) {
                output.heartbeat();
            }
        }
    }

    /** As much as makes a chunk, which is reported at once. */
    private static void tell(Output output) {
        for (int i = 1; i <= TOLD; i++) {
            output.publish("half", "h" + i, "1");
        }
        output.checkpoint("told");
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void hang() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // Not even to that it answers.
            }
        }
    }

    private void leave(String name) {
        try {
            Files.write(directory.resolve(name), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
