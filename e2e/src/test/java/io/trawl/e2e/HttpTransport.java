package io.trawl.e2e;

import io.trawl.engine.attempt.AttemptRegistry;
import io.trawl.engine.desk.PacketDesk;
import io.trawl.engine.desk.WorkerDesk;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.testkit.Messages;
import io.trawl.engine.testkit.TransportUnderTest;
import io.trawl.engine.transport.BoundedQueue;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.QueuedPackets;
import io.trawl.engine.transport.Sender;
import io.trawl.engine.transport.Taken;
import io.trawl.orchestrator.api.ApiServer;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import io.trawl.worker.StartSource.Asker;
import io.trawl.worker.StartSource.Started;
import io.trawl.worker.WorkerPorts;
import io.trawl.worker.http.HttpPorts;
import io.trawl.worker.http.ServerConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A real server, and what workers have of it. */
final class HttpTransport implements TransportUnderTest {
    private static final int CAPACITY = 5_000;
    /** A third of it is how long a worker waits for a packet. */
    private static final Duration SHORT_LEASE = Duration.ofMillis(600);

    private final BoundedQueue<WorkPacket> work = new BoundedQueue<>(CAPACITY, Duration.ZERO);
    private final LendingLedger ledger = new LendingLedger(work);
    private final PacketDesk packets = new PacketDesk(pool -> new QueuedPackets(work), System::nanoTime);
    private final List<Report> arrived = new ArrayList<>();
    private final ApiServer server = BareApi.start(new WorkerDesk(ledger, this::accept, List::size, packets));
    private final List<ServerConnection> connections = new ArrayList<>();
    private final WorkerPorts reporter = ports();
    private Consumer<List<Report>> reader = arrived::addAll;
    private boolean away;

    private synchronized List<Verdict> accept(List<Report> reports) {
        if (away) {
            throw new LedgerUnavailable("It is away.");
        }
        reader.accept(reports);
        return reports.stream()
                .map(report -> new Verdict(
                        report.taskId(),
                        report.attempt(),
                        report.execution(),
                        report.seq(),
                        Verdict.Kind.ACCEPTED,
                        report.seq()))
                .toList();
    }

    private WorkerPorts ports() {
        ServerConnection connection =
                ServerConnection.to(URI.create(server.uri().toString()), BareApi.TOKEN);
        connections.add(connection);
        return new HttpPorts(connection).ports(null, EngineListener.NONE, () -> {});
    }

    @Override
    public Sender<Report> reports() {
        return reporter.reports();
    }

    @Override
    public synchronized void read(Consumer<List<Report>> handler) {
        handler.accept(List.copyOf(arrived));
        arrived.clear();
        reader = handler;
    }

    @Override
    public Sender<WorkPacket> work() {
        return ledger::offer;
    }

    @Override
    public PacketSource worker() {
        return new StartedPackets(ports());
    }

    /** Its lease runs out. */
    @Override
    public void die(PacketSource worker) {
        ledger.closeLease(((StartedPackets) worker).registry.worker());
    }

    @Override
    public synchronized void goAway() {
        away = true;
    }

    @Override
    public synchronized void comeBack() {
        away = false;
    }

    @Override
    public void close() {
        connections.forEach(ServerConnection::close);
        server.close();
        packets.close();
    }

    /** Starts as packets. What is released is no longer listed, so that the next renewal gives it back. */
    private static final class StartedPackets implements PacketSource {
        private final WorkerPorts ports;
        private final AttemptRegistry registry =
                new AttemptRegistry(UUID.randomUUID(), "w", Messages.POOL, 1, UUID::randomUUID);
        private List<Started> unsettled = List.of();

        StartedPackets(WorkerPorts ports) {
            this.ports = ports;
            ports.leases().openLease(new WorkerInfo(registry.worker(), "w", Messages.POOL, 1));
        }

        @Override
        public Taken take(int max, Duration wait) throws InterruptedException {
            release();
            unsettled = ports.starts().getFirst().take(new Asker(registry, () -> true, SHORT_LEASE), max);
            List<WorkPacket> packets =
                    unsettled.stream().map(one -> one.handle().packet()).toList();
            return packets.isEmpty() ? Taken.NOTHING : new Taken(packets, this::accept, this::release);
        }

        /** They run: every renewal lists them. */
        private void accept() {
            unsettled = List.of();
        }

        private void release() {
            if (!unsettled.isEmpty()) {
                unsettled.forEach(one -> registry.forget(one.handle().execution()));
                unsettled = List.of();
                ports.leases().renew(registry.heartbeat());
            }
        }

        @Override
        public void close() {
            ports.starts().getFirst().close();
            ports.leases().closeLease(registry.worker());
        }
    }
}
