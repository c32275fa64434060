package io.trawl.e2e;

import io.trawl.engine.testkit.SharedQueueContract;
import io.trawl.engine.testkit.TransportUnderTest;

class HttpTransportTest extends SharedQueueContract {
    @Override
    protected TransportUnderTest open() {
        return new HttpTransport();
    }
}
