package io.trawl.engine.testkit;

import io.trawl.engine.transport.BoundedQueue;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.QueuedPackets;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The queues of one process. */
final class InMemoryTransport implements TransportUnderTest {
    private static final int CAPACITY = 1_000;
    private static final int FILLER = 10;
    private static final Duration WAIT = Duration.ofMillis(20);

    private final BoundedQueue<Report> reports = new BoundedQueue<>(CAPACITY, Duration.ZERO);
    private final BoundedQueue<WorkPacket> work = new BoundedQueue<>(CAPACITY, Duration.ZERO);
    private final List<Thread> readers = new ArrayList<>();

    @Override
    public Sender<Report> reports() {
        return reports;
    }

    @Override
    public void read(Consumer<List<Report>> handler) {
        readers.add(Thread.ofVirtual().start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    List<Report> batch = reports.poll(100, WAIT);
                    if (!batch.isEmpty()) {
                        handler.accept(batch);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    @Override
    public Sender<WorkPacket> work() {
        return work;
    }

    @Override
    public PacketSource worker() {
        return new QueuedPackets(work);
    }

    /** Within one process nobody dies alone: the source of a worker that ends is closed. */
    @Override
    public void die(PacketSource worker) {
        worker.close();
    }

    @Override
    public void goAway() {
        reports.send(Messages.reports(FILLER, 1, CAPACITY / 2));
    }

    @Override
    public void comeBack() {
        try {
            reports.poll(CAPACITY / 2, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        reports.close();
        work.close();
        readers.forEach(Thread::interrupt);
    }
}
