package io.trawl.cli.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One process at a time may use a data directory. The system drops the lock with the process, however that ends. */
final class InstanceLock implements AutoCloseable {
    /**
     * Asked before the file is opened: closing any descriptor of a file gives up every lock that the process holds on
     * it, so a second try in this process would take the first one's lock away.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;
    private final Instance instance;

    private InstanceLock(Path directory, FileChannel channel, Instance instance) {
        this.directory = directory;
        this.channel = channel;
        this.instance = instance;
    }

    /** @throws DataDirectoryInUse when another holds it */
    static InstanceLock acquire(DataDirectory dataDirectory) {
        Path directory = dataDirectory.path();
        if (!HELD_HERE.add(directory)) {
            throw new DataDirectoryInUse(directory, Instance.in(directory));
        }
        try {
            FileChannel channel = locked(directory);
            Instance instance = Instance.current();
            instance.announceIn(directory);
            return new InstanceLock(directory, channel, instance);
        } catch (IOException e) {
            HELD_HERE.remove(directory);
            throw new DatabaseUnavailable("The data directory " + directory + " cannot be locked (" + e + ").", e);
        } catch (RuntimeException e) {
            HELD_HERE.remove(directory);
            throw e;
        }
    }

    private static FileChannel locked(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new DataDirectoryInUse(directory, Instance.in(directory));
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            instance.withdrawFrom(directory);
        } finally {
            try {
                channel.close();
            } catch (IOException e) {
                // The process ends soon, and its locks with it.
                System.getLogger(InstanceLock.class.getName())
                        .log(System.Logger.Level.WARNING, "Cannot close the lock", e);
            } finally {
                HELD_HERE.remove(directory);
            }
        }
    }
}
