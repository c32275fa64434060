package io.trawl.discovery.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The same by path name, for file systems on which directories cannot be held open. Each step checks that it still
 * stands where the root is; between check and use there is a gap that {@link HeldDirectory} does not have.
 */
final class NamedDirectory implements Directory {
    private final Path real;
    private final DirectoryStream<Path> stream;

    NamedDirectory(Path real, DirectoryStream<Path> stream) {
        this.real = real;
        this.stream = stream;
    }

    @Override
    public Iterable<Path> names() {
        return stream;
    }

    @Override
    public BasicFileAttributes attributes(Path name) throws IOException {
        return Files.readAttributes(real.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Directory enter(Path name) throws IOException {
        Path child = real.resolve(name);
        if (!attributes(name).isDirectory() || !child.toRealPath().equals(child)) {
            throw new NotDirectoryException(name.toString());
        }
        return new NamedDirectory(child, Files.newDirectoryStream(child));
    }

    @Override
    public SeekableByteChannel read(Path name) throws IOException {
        Path file = real.resolve(name);
        if (!attributes(name).isRegularFile() || !file.toRealPath().equals(file)) {
            throw new HeldDirectory.NotRegularFile(name.toString());
        }
        return Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
