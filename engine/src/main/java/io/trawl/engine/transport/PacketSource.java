package io.trawl.engine.transport;

import java.time.Duration;

/** Where a worker takes packets from. One thread takes, settles what it took, and takes again. */
public interface PacketSource extends AutoCloseable {
    /**
     * Up to {@code max} packets; waits for the first one. Nothing when the wait was in vain. What was taken before and
     * was neither accepted nor released is released first.
     *
     * @param max at least {@link #batch}
     */
    Taken take(int max, Duration wait) throws InterruptedException;

    /** How many slots must be free before it is asked: a transport may not be able to give fewer packets. */
    default int batch() {
        return 1;
    }

    /** Nothing will be taken for a while: tells the transport of what was settled, if that would go with the next take. */
    default void flush() {}

    /** Gives back what was taken and not accepted; nothing can be taken any more. */
    @Override
    void close();
}
