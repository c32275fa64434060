package io.trawl.kafka.carry;

import io.trawl.engine.trace.TraceContext;
import java.util.UUID;

/** Hears what the carriers do, for metrics and traces. Called by many threads: quick, never throwing. Topics by their full names. */
public interface CarrierListener {
    CarrierListener NONE = new CarrierListener() {};

    /** A batch was handed over and its offsets are committed next. */
    default void read(String topic, int records) {}

    /** A record about a job was read that names its trace. */
    default void traced(UUID job, TraceContext trace) {}

    /** Records went to the dead letters. */
    default void unreadable(String topic, int records) {}

    /** Messages the broker did not take within the patience of their sender. */
    default void notTaken(String topic, int messages) {}

    /** A message was larger than its topic allows, and was dropped: no broker would ever take it. */
    default void tooLarge(String topic) {}

    /** What became of a packet could not be told to the broker; it may be offered again, and is refused then. */
    default void unsettled(String topic, int packets) {}
}
