package io.trawl.engine.testkit;

final class InMemoryTransportTest extends SharedQueueContract {
    @Override
    protected TransportUnderTest open() {
        return new InMemoryTransport();
    }
}
