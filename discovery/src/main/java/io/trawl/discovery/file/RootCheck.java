package io.trawl.discovery.file;

import io.trawl.engine.workload.SourceCheck;
import io.trawl.engine.workload.SourceCheck.Trouble;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;

/** Looks whether a file source can be listed, without listing it. */
final class RootCheck {
    private RootCheck() {}

    static SourceCheck of(FileOptions options, FileRoots roots) {
        Path root = options.root();
        try {
            if (!roots.allows(root)) {
                return new SourceCheck(
                        Trouble.FORBIDDEN,
                        "The root " + root + " is not under a directory that trawl.file.roots allows here.");
            }
            return look(root, root.toRealPath());
        } catch (NoSuchFileException e) {
            return new SourceCheck(Trouble.MISSING, "The root " + root + " is not there.");
        } catch (AccessDeniedException e) {
            return denied(root);
        } catch (IOException e) {
            return new SourceCheck(
                    Trouble.UNREACHABLE, "The file system answered with an error when " + root + " was opened.");
        }
    }

    private static SourceCheck look(Path root, Path real) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return switch (Entry.kindOf(attributes)) {
            case DIRECTORY -> directory(root, real);
            case FILE ->
                Files.isReadable(real)
                        ? SourceCheck.fine("The root " + root + " is one file that can be read.")
                        : denied(root);
            case SYMLINK, SPECIAL, GONE, DENIED ->
                new SourceCheck(Trouble.UNSUITABLE, "The root " + root + " is neither a directory nor a regular file.");
        };
    }

    private static SourceCheck directory(Path root, Path real) throws IOException {
        // Reading names takes one right, reaching what they name another.
        if (!Files.isExecutable(real)) {
            return denied(root);
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(real)) {
            Iterator<Path> names = stream.iterator();
            return SourceCheck.fine(
                    names.hasNext()
                            ? "The directory " + root + " can be listed."
                            : "The directory " + root + " can be listed; it is empty.");
        }
    }

    private static SourceCheck denied(Path root) {
        return new SourceCheck(
                Trouble.PERMISSION, "The account that Trawl runs under may not read " + root + "; grant it access.");
    }
}
