package io.trawl.kafka.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The broker's jars, unpacked from the class path into a directory once. */
record BrokerLibs(Path directory) {
    private static final String ROOT = "/io/trawl/broker/";
    private static final String LOGGING = "log4j2.properties";

    /** Unpacks what is not there yet, below {@code parent}: each set of jars into a directory of its own. */
    static BrokerLibs unpack(Path parent) throws IOException {
        String index = index();
        Path directory = parent.resolve("kafka-" + Integer.toHexString(index.hashCode()));
        BrokerLibs libs = new BrokerLibs(directory);
        Files.createDirectories(directory);
        for (String name : names(index)) {
            copy(ROOT + "libs/" + name, directory.resolve(name));
        }
        copy(ROOT + LOGGING, libs.logging());
        return libs;
    }

    /** For {@code -cp}. */
    String classPath() {
        return directory.resolve("*").toString();
    }

    Path logging() {
        return directory.resolve(LOGGING);
    }

    private static String index() throws IOException {
        try (InputStream from = read(ROOT + "libs.index")) {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> names(String index) {
        return Stream.of(index.strip().split(","))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
    }

    /** Beside and then in place, so that what is there is whole. */
    private static void copy(String resource, Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path part = Files.createTempFile(file.getParent(), "unpacking", ".part");
        try (InputStream from = read(resource)) {
            Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static InputStream read(String resource) throws IOException {
        InputStream found = BrokerLibs.class.getResourceAsStream(resource);
        if (found == null) {
            throw new IOException("the broker's " + resource + " is not on the class path");
        }
        return found;
    }
}
