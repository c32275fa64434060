package io.trawl.kafka.packets;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.testkit.Messages;
import io.trawl.engine.testkit.TransportContract;
import io.trawl.engine.testkit.TransportUnderTest;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Taken;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GroupTransportTest extends TransportContract {
    @Override
    protected TransportUnderTest open() {
        return new KafkaTransport(WorkConsumer.GROUP, 3);
    }

    /** Fewer partitions than workers: what one gets is enough, and all packets are taken. */
    @Test
    void shouldGiveEveryPacketToSomeWorker() throws Exception {
        PacketSource one = transport().worker();
        PacketSource two = transport().worker();
        transport().work().send(Messages.packets(1, 30));
        Set<WorkPacket> got = new HashSet<>();
        for (int turn = 0; got.size() < 30 && turn < 1_000; turn++) {
            PacketSource worker = turn % 2 == 0 ? one : two;
            Taken taken = worker.take(worker.batch(), Duration.ofMillis(100));
            taken.accept();
            got.addAll(taken.packets());
        }
        assertThat(got).containsExactlyInAnyOrderElementsOf(Messages.packets(1, 30));
    }
}
