package io.trawl.engine.orchestration;

import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Event;
import java.util.List;

/** Facts are sent once and not again: what is lost of them the reconciler announces anew. */
final class Facts {
    private Facts() {}

    static void send(List<Event> facts, Sender<Event> events, EngineListener listener) {
        if (facts.isEmpty()) {
            return;
        }
        int taken = events.send(facts);
        if (taken < facts.size()) {
            listener.dropped("events", facts.size() - taken);
        }
    }
}
