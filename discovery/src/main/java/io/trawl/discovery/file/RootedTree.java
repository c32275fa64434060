package io.trawl.discovery.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;

/** A tree of the file system. Each open steps down from the root name by name, so that no link can lead out. */
record RootedTree(Path realRoot) implements Tree {
    @Override
    public Directory open(RawName path) throws IOException {
        Directory directory = openRoot();
        try {
            for (String name :
                    path.bytes().length == 0 ? new String[0] : path.text().split("/", -1)) {
                Directory child = directory.enter(step(name));
                directory.close();
                directory = child;
            }
            return directory;
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** A name that is a name: a locator comes from outside and might climb. */
    static Path step(String name) throws IOException {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new NoSuchFileException(name);
        }
        return RawName.ofText(name).toPath();
    }

    private Directory openRoot() throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(realRoot);
        return stream instanceof SecureDirectoryStream<Path> held
                ? new HeldDirectory(held)
                : new NamedDirectory(realRoot, stream);
    }
}
