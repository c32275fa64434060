package io.trawl.worker;

import io.trawl.engine.attempt.AttemptHandle;
import io.trawl.engine.attempt.Patience;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.WorkerLedger;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Refused;
import io.trawl.engine.ledger.WorkerLedger.StartRequest;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Taken;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes packets, and starts them in the ledger in one call. */
final class LedgerStarts implements StartSource {
    private static final Duration TAKE_WAIT = Duration.ofMillis(200);

    private final PacketSource packets;
    private final WorkerLedger ledger;
    private final JobSpecs specs;
    private final Patience patience = new SleepingPatience();

    private LedgerStarts(PacketSource packets, WorkerLedger ledger, JobSpecs specs) {
        this.packets = packets;
        this.ledger = ledger;
        this.specs = specs;
    }

    static List<StartSource> of(List<PacketSource> packets, WorkerLedger ledger) {
        JobSpecs specs = new JobSpecs(ledger);
        return packets.stream()
                .<StartSource>map(source -> new LedgerStarts(source, ledger, specs))
                .toList();
    }

    @Override
    public int batch() {
        return packets.batch();
    }

    @Override
    public List<Started> take(Asker asker, int max) throws InterruptedException {
        Taken taken = packets.take(max, TAKE_WAIT);
        return taken.isEmpty() ? List.of() : startAll(asker, taken);
    }

    private List<Started> startAll(Asker asker, Taken taken) {
        List<AttemptHandle> handles = new ArrayList<>();
        List<StartRequest> requests = new ArrayList<>();
        for (WorkPacket packet : taken.packets()) {
            asker.registry().register(packet).ifPresent(handle -> {
                handles.add(handle);
                requests.add(asker.registry().startRequest(handle));
            });
        }
        specs.fetch(requests.stream().map(StartRequest::jobId).toList());
        List<StartAnswer> answers = askForStart(asker, requests);
        if (answers.size() < requests.size()) {
            taken.release();
        } else {
            taken.accept();
        }
        List<Started> started = new ArrayList<>();
        for (int i = 0; i < handles.size(); i++) {
            AttemptHandle handle = handles.get(i);
            StartAnswer answer = i < answers.size() ? answers.get(i) : new Refused(0, 0, handle.execution());
            switch (answer) {
                case Granted granted -> {
                    asker.registry().granted(handle);
                    started.add(new Started(
                            handle,
                            granted,
                            () -> specs.find(handle.packet().jobId()).map(job -> TaskSpec.of(job, granted))));
                }
                case Refused _ -> asker.registry().forget(handle.execution());
            }
        }
        return started;
    }

    /** No answer is not a grant: asked again while the lease lives, since the start may have been committed. */
    private List<StartAnswer> askForStart(Asker asker, List<StartRequest> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        for (int tries = 1; asker.mayAsk().getAsBoolean(); tries++) {
            try {
                return ledger.start(requests);
            } catch (LedgerUnavailable e) {
                patience.pause(tries);
            }
        }
        return List.of();
    }

    @Override
    public void flush() {
        packets.flush();
    }

    @Override
    public void close() {
        packets.close();
    }
}
