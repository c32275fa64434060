package io.trawl.worker.http;

import io.trawl.engine.attempt.AttemptHandle;
import io.trawl.engine.attempt.AttemptRegistry;
import io.trawl.engine.attempt.AttemptRegistry.Ask;
import io.trawl.engine.desk.TraceHeaders;
import io.trawl.engine.desk.WorkerWire;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.TaskGrant;
import io.trawl.schemas.TaskGrants;
import io.trawl.schemas.TaskRequest;
import io.trawl.schemas.WorkPacket;
import io.trawl.worker.StartSource;
import io.trawl.worker.TaskSpec;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server for tasks, and waits there. The answer is the granted start. An answer that is lost costs nothing but
 * time: no heartbeat lists the start, so the next one has it taken back.
 */
final class HttpStarts implements StartSource {
    /** Of a lease, for one wait: the request of a worker that has died is over before its lease is. */
    private static final int WAITS_PER_LEASE = 3;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** For the answer, over the wait. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final int MAX_DOUBLINGS = 6;

    private final ServerConnection server;
    private final RemoteAttempts attempts;
    private final JobTraces traces;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable CompletableFuture<HttpResponse<byte[]>> waiting;
    private int failures;

    HttpStarts(ServerConnection server, RemoteAttempts attempts, JobTraces traces) {
        this.server = server;
        this.attempts = attempts;
        this.traces = traces;
    }

    @Override
    public List<Started> take(Asker asker, int max) throws InterruptedException {
        AttemptRegistry registry = asker.registry();
        if (stopped.getCount() == 0 || !asker.mayAsk().getAsBoolean()) {
            return List.of();
        }
        Ask ask = registry.ask(Math.min(max, TaskRequest.MAX_TASKS));
        List<TaskGrant> grants = List.of();
        Map<UUID, AttemptHandle> handles;
        try {
            grants = granted(ask, wait(asker));
            grants.forEach(grant -> attempts.begin(grant.execution(), grant.packet(), ask.worker()));
            failures = 0;
        } catch (LedgerUnavailable | ServerRefused e) {
            complain(e);
        } finally {
            handles = registry.answered(packets(grants));
        }
        if (failures > 0) {
            pause();
        }
        return started(grants, handles);
    }

    private static Duration wait(Asker asker) {
        Duration part = asker.leaseLength().dividedBy(WAITS_PER_LEASE);
        return part.compareTo(LONGEST_WAIT) < 0 ? part : LONGEST_WAIT;
    }

    private List<TaskGrant> granted(Ask ask, Duration wait) {
        Duration limit = wait.plus(ANSWER);
        CompletableFuture<HttpResponse<byte[]>> call = server.send(
                "/get_task",
                new TaskRequest(ask.worker(), ask.pool(), ask.executions(), ask.number(), (int) wait.toMillis()),
                limit);
        waiting = call;
        if (stopped.getCount() == 0) {
            call.cancel(true);
        }
        // What another's request was granted, by whatever mistake, is not ours to run.
        List<TaskGrant> grants = server.await(call, TaskGrants.class, limit).tasks();
        TraceHeaders.learn(call.join().headers().allValues(TraceContext.HEADER), grants, traces);
        return grants.stream()
                .filter(grant -> ask.executions().contains(grant.execution()))
                .toList();
    }

    private static Map<UUID, WorkPacket> packets(List<TaskGrant> grants) {
        Map<UUID, WorkPacket> packets = new LinkedHashMap<>();
        grants.forEach(grant -> packets.put(grant.execution(), grant.packet()));
        return packets;
    }

    private static List<Started> started(List<TaskGrant> grants, Map<UUID, AttemptHandle> handles) {
        List<Started> started = new ArrayList<>();
        for (TaskGrant grant : grants) {
            AttemptHandle handle = handles.get(grant.execution());
            if (handle != null) {
                Optional<TaskSpec> spec = Optional.of(new TaskSpec(
                        grant.packet().jobId(),
                        grant.packet().tenant(),
                        grant.packet().workload(),
                        grant.source(),
                        grant.options(),
                        grant.lastPhase()));
                started.add(new Started(handle, WorkerWire.granted(grant), () -> spec));
            }
        }
        return started;
    }

    private void complain(RuntimeException e) {
        if (failures++ == 0 && stopped.getCount() > 0) {
            System.getLogger(HttpStarts.class.getName())
                    .log(System.Logger.Level.WARNING, "No tasks can be asked for at the moment: {0}", e.getMessage());
        }
    }

    private void pause() throws InterruptedException {
        long millis = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures - 1, MAX_DOUBLINGS));
        if (stopped.await(millis, TimeUnit.MILLISECONDS)) {
            failures = 0;
        }
    }

    /** What the server grants in spite of this is lost with the lease that ends now. */
    @Override
    public void stopAsking() {
        stopped.countDown();
        CompletableFuture<HttpResponse<byte[]>> call = waiting;
        if (call != null) {
            call.cancel(true);
        }
    }

    @Override
    public void close() {
        stopAsking();
    }
}
