package io.trawl.streams;

import io.trawl.kafka.KafkaSettings;
import io.trawl.schemas.topic.TopicNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The app in a process of its own, for tests that kill or freeze it. */
record PipelinerProcess(Process process) implements AutoCloseable {
    private static final String HEAP = "-Xmx256m";

    static PipelinerProcess start(KafkaSettings settings, Path state) throws IOException {
        return new PipelinerProcess(new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PipelinerProcess.class.getName(),
                        settings.bootstrapServers(),
                        settings.names().prefix(),
                        state.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        state.resolve("pipeliner.log").toFile()))
                .start());
    }

    /** Bootstrap servers, prefix of the topics, directory. */
    public static void main(String[] args) throws InterruptedException {
        PipelinerApp.start(
                KafkaSettings.of(args[0], new TopicNames(args[1])),
                PipelinerConfig.of(Duration.ofSeconds(15)),
                new PipelinerApp.Runtime(Path.of(args[2]).resolve("streams"), 1, 0));
        new CountDownLatch(1).await();
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** @param name STOP or CONT */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
