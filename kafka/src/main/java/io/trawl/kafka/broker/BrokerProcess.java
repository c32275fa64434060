package io.trawl.kafka.broker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command lines of the broker's programs. */
final class BrokerProcess {
    private static final String PROPERTIES = "server.properties";

    private final BrokerSettings settings;
    private final BrokerLibs libs;

    BrokerProcess(BrokerSettings settings, BrokerLibs libs) {
        this.settings = settings;
        this.libs = libs;
    }

    void writeProperties() throws IOException {
        String text = settings.serverProperties().entrySet().stream()
                .map((Map.Entry<String, String> entry) ->
                        entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(settings.properties(), text);
    }

    /** Gives the data directory its identity; once. */
    void format(String clusterId) throws IOException, InterruptedException {
        Process process =
                start("64", "kafka.tools.StorageTool", "format", "--standalone", "-t", clusterId, "-c", PROPERTIES);
        if (process.waitFor() != 0) {
            throw new BrokerUnavailable(
                    "The broker's data directory " + settings.data() + " cannot be formatted; see " + settings.log()
                            + ".",
                    null);
        }
    }

    Process serve() throws IOException {
        return start(Integer.toString(settings.heapMegabytes()), "kafka.Kafka", PROPERTIES);
    }

    private Process start(String heap, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:TieredStopAtLevel=1",
                // The libraries still use what recent JDKs warn about; the warnings say nothing about the broker.
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlog4j2.configurationFile=" + libs.logging(),
                "-cp",
                libs.classPath(),
                main));
        command.addAll(List.of(arguments));
        File log = settings.log().toFile();
        return new ProcessBuilder(command)
                .directory(settings.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }
}
