package io.trawl.discovery.file;

import java.nio.file.attribute.BasicFileAttributes;

/** One name in a directory, as it was when listed. */
record Entry(RawName name, Kind kind, long size) {
    enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK,
        /** A pipe, a socket, a device. */
        SPECIAL,
        /** Removed while the directory was listed. */
        GONE,
        /** The directory tells its names, but nothing of them. */
        DENIED
    }

    static Entry of(RawName name, BasicFileAttributes attributes) {
        return new Entry(name, kindOf(attributes), attributes.size());
    }

    static Kind kindOf(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return Kind.FILE;
        }
        if (attributes.isDirectory()) {
            return Kind.DIRECTORY;
        }
        return attributes.isSymbolicLink() ? Kind.SYMLINK : Kind.SPECIAL;
    }
}
