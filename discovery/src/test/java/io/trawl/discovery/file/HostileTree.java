package io.trawl.discovery.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plants what file systems can hold and readers stumble over. */
final class HostileTree {
    private HostileTree() {}

    static void fifo(Path at) throws IOException, InterruptedException {
        run("mkfifo", at.toString());
    }

    /** A name that is not UTF-8; no JDK call can make one from text. */
    static void latinName(Path directory) throws IOException {
        Files.writeString(
                directory.resolve(new RawName("café".getBytes(StandardCharsets.ISO_8859_1)).toPath()), "hello");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).start().waitFor() != 0) {
            throw new IOException("could not run " + command[0]);
        }
    }
}
