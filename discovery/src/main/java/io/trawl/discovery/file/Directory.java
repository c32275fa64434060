package io.trawl.discovery.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** An open directory that only ever leads to what is really in it: no call here follows a symbolic link. */
interface Directory extends Closeable {
    /** Names in no order; to be read once. */
    Iterable<Path> names();

    BasicFileAttributes attributes(Path name) throws IOException;

    Directory enter(Path name) throws IOException;

    /** @throws IOException also when it is not a regular file: nothing else is opened */
    SeekableByteChannel read(Path name) throws IOException;
}
