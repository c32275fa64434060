package io.trawl.engine.transport;

import io.trawl.schemas.WorkPacket;
import java.util.List;

/**
 * Packets in the hands of one worker. It says once what became of them all, after the ledger answered: from then on the
 * ledger counts. A worker that dies before saying so gives them back by that.
 *
 * @param accepting run by {@link #accept}
 * @param releasing run by {@link #release}
 */
public record Taken(List<WorkPacket> packets, Runnable accepting, Runnable releasing) {
    public static final Taken NOTHING = new Taken(List.of(), () -> {}, () -> {});

    public Taken {
        packets = List.copyOf(packets);
    }

    public boolean isEmpty() {
        return packets.isEmpty();
    }

    /** The ledger answered for each of them, be it with a refusal: they are not offered again. */
    public void accept() {
        accepting.run();
    }

    /** The ledger did not answer: they are offered again, to whomever. */
    public void release() {
        releasing.run();
    }
}
