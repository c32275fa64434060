package io.trawl.engine.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The in-memory transport of one kind of message: first in, first out, with a capacity. A sender waits for room for a
 * bounded time (back-pressure) and is then told how much was taken. Safe for many threads.
 */
public final class BoundedQueue<T> implements Sender<T> {
    private final int capacity;
    private final Duration patience;
    private final ArrayDeque<T> queue = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private boolean closed;

    /** @param patience how long a sender waits for room; zero drops at once what does not fit */
    public BoundedQueue(int capacity, Duration patience) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A queue needs room for at least one message.");
        }
        this.capacity = capacity;
        this.patience = patience;
    }

    @Override
    public int send(List<T> messages) {
        long left = patience.toNanos();
        int taken = 0;
        lock.lock();
        try {
            while (taken < messages.size() && !closed) {
                if (queue.size() < capacity) {
                    queue.add(messages.get(taken++));
                    continue;
                }
                notEmpty.signal();
                if (left <= 0) {
                    break;
                }
                left = notFull.awaitNanos(left);
            }
            notEmpty.signal();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return taken;
    }

    /** Takes up to {@code max}; waits for the first one, then takes what is there. Empty when the wait was in vain. */
    public List<T> poll(int max, Duration wait) throws InterruptedException {
        long left = wait.toNanos();
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty() && !closed) {
                if (left <= 0) {
                    return List.of();
                }
                left = notEmpty.awaitNanos(left);
            }
            List<T> batch = new ArrayList<>(Math.min(max, queue.size()));
            while (batch.size() < max && !queue.isEmpty()) {
                batch.add(queue.poll());
            }
            notFull.signalAll();
            if (!queue.isEmpty()) {
                notEmpty.signal();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** To the front, in order, whatever the capacity: they had room here before. */
    public void putBack(List<T> messages) {
        if (messages.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            for (int i = messages.size() - 1; i >= 0; i--) {
                queue.addFirst(messages.get(i));
            }
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    public int size() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes everyone who waits; nothing more is taken in. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
