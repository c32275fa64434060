package io.trawl.cli.scan;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there whole or not at all: a report cut off in the middle looks like a clean one. */
final class Document implements AutoCloseable {
    private final Path file;
    private final Path beside;
    private final Writer writer;

    private Document(Path file, Path beside, Writer writer) {
        this.file = file;
        this.beside = beside;
        this.writer = writer;
    }

    static Document at(Path file) {
        Path target = file.toAbsolutePath();
        Path beside = target.resolveSibling(target.getFileName() + ".part");
        try {
            return new Document(target, beside, Files.newBufferedWriter(beside));
        } catch (IOException e) {
            throw new Refusal(
                    ExitCode.USAGE, "The file " + file + " cannot be written (" + e + "); give another --output.", e);
        }
    }

    Writer writer() {
        return writer;
    }

    void finish() throws IOException {
        writer.close();
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(beside);
    }
}
