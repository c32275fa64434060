package io.trawl.engine.transport;

import java.util.List;

/** Sends messages of one kind. What is sent may be lost, doubled, late or out of order. */
public interface Sender<T> {
    /**
     * Hands over to the transport; may block for a bounded time when it is full.
     *
     * @return how many were taken, from the front; the rest was not and may be sent again
     */
    int send(List<T> messages);
}
