package io.trawl.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time spent so far by this JVM and by the PostgreSQL server with its processes. Unlike a rate it hardly
 * depends on what else the machine does. A process of the server that has ended in between is not in it.
 */
record ProcessorTime(Duration jvm, Duration server) {
    /** @param directory the data directory of the installation whose server is meant */
    static ProcessorTime spent(Path directory) throws IOException {
        ProcessHandle postmaster = ProcessHandle.of(postmaster(directory))
                .orElseThrow(() -> new IOException("The server of the benchmark does not run."));
        Duration server = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(ProcessorTime::of)
                .reduce(Duration.ZERO, Duration::plus);
        return new ProcessorTime(of(ProcessHandle.current()), server);
    }

    private static long postmaster(Path directory) throws IOException {
        try (Stream<Path> files = Files.find(
                directory,
                3,
                (file, attributes) -> file.getFileName().toString().equals("postmaster.pid"))) {
            Path file = files.findFirst().orElseThrow(() -> new IOException("No server runs in " + directory + "."));
            return Long.parseLong(Files.readAllLines(file).getFirst().strip());
        }
    }

    private static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(jvm.minus(before.jvm), server.minus(before.server));
    }
}
