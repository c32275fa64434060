package io.trawl.discovery.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;

/**
 * A directory held open, with everything resolved relative to it. Renaming it, or putting a link in its place while
 * it is read, changes nothing.
 */
final class HeldDirectory implements Directory {
    private static final Set<? extends java.nio.file.OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final SecureDirectoryStream<Path> stream;

    HeldDirectory(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    @Override
    public Iterable<Path> names() {
        return stream;
    }

    @Override
    public BasicFileAttributes attributes(Path name) throws IOException {
        return stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    @Override
    public Directory enter(Path name) throws IOException {
        Object expected = attributes(name).fileKey();
        // With "name/." only a directory can be opened: a pipe put in its place would block for ever. A link put
        // there is followed, so what was opened must be what was looked at.
        SecureDirectoryStream<Path> child = stream.newDirectoryStream(name.resolve("."), LinkOption.NOFOLLOW_LINKS);
        try {
            Object opened = child.getFileAttributeView(BasicFileAttributeView.class)
                    .readAttributes()
                    .fileKey();
            if (!attributes(name).isDirectory() || !Objects.equals(expected, opened)) {
                throw new NotDirectoryException(name.toString());
            }
            return new HeldDirectory(child);
        } catch (IOException | RuntimeException e) {
            child.close();
            throw e;
        }
    }

    @Override
    public SeekableByteChannel read(Path name) throws IOException {
        BasicFileAttributes before = attributes(name);
        if (!before.isRegularFile()) {
            throw new NotRegularFile(name.toString());
        }
        SeekableByteChannel channel = stream.newByteChannel(name, READ);
        try {
            if (!Objects.equals(before.fileKey(), attributes(name).fileKey())) {
                throw new NotRegularFile(name.toString());
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /** Something else stands where a regular file was. */
    static final class NotRegularFile extends FileSystemException {
        NotRegularFile(String file) {
            super(file, null, "not a regular file");
        }
    }
}
