package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Taken;
import io.trawl.schemas.WorkPacket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a transport keeps whose packets go to whoever is free; where it has partitions, fewer than workers. */
public abstract class SharedQueueContract extends TransportContract {
    private static final int WORKERS = 5;

    @Test
    void shouldGiveWorkToMoreWorkersThanPartitions() throws Exception {
        List<PacketSource> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(transport().worker());
        }
        transport().work().send(Messages.packets(1, WORKERS * workers.getFirst().batch()));
        List<WorkPacket> got = new ArrayList<>();
        for (PacketSource worker : workers) {
            Taken taken = takeSome(worker);
            taken.accept();
            worker.flush();
            got.addAll(taken.packets());
        }
        assertThat(got).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(WORKERS);
    }

    /** It took one batch, runs it, and asks for nothing. */
    @Test
    void shouldNotLetASlowWorkerKeepOthersFromTheirWork() throws Exception {
        PacketSource slow = transport().worker();
        PacketSource quick = transport().worker();
        transport().work().send(Messages.packets(1, 40));
        Taken held = takeSome(slow);
        held.accept();
        slow.flush();
        List<WorkPacket> got = new ArrayList<>(held.packets());
        while (got.size() < 40) {
            Taken taken = takeSome(quick);
            taken.accept();
            got.addAll(taken.packets());
        }
        assertThat(got).containsExactlyInAnyOrderElementsOf(Messages.packets(1, 40));
    }
}
