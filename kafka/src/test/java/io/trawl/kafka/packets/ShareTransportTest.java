package io.trawl.kafka.packets;

import io.trawl.engine.testkit.SharedQueueContract;
import io.trawl.engine.testkit.TransportUnderTest;

final class ShareTransportTest extends SharedQueueContract {
    @Override
    protected TransportUnderTest open() {
        return new KafkaTransport(WorkConsumer.SHARE, 1);
    }
}
