package io.trawl.engine.testkit;

import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import java.util.List;
import java.util.function.Consumer;

/** A transport with nothing in it. Closing ends whatever was opened of it. */
public interface TransportUnderTest extends AutoCloseable {
    Sender<Report> reports();

    /** Reads reports in batches from now on, also those that were sent before. */
    void read(Consumer<List<Report>> handler);

    Sender<WorkPacket> work();

    /** One more worker of the pool. */
    PacketSource worker();

    /** The worker is gone without a word: it settles nothing any more. */
    void die(PacketSource worker);

    /** From now on the transport cannot take a thousand reports, be it full or out of reach. */
    void goAway();

    /** It can again. */
    void comeBack();

    @Override
    void close();
}
