package io.trawl.streams;

import io.trawl.kafka.carry.DeadLetters;
import io.trawl.kafka.carry.RecordCodec;
import io.trawl.kafka.carry.Unreadable;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.topic.Topic;
import io.trawl.schemas.topic.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What goes in and out of one processor: messages of one topic in; proposals, notices and dead letters out. */
final class Readings<T> {
    private static final RecordCodec<Command> COMMANDS = new RecordCodec<>(Topics.COMMANDS);
    private static final RecordCodec<Event> EVENTS = new RecordCodec<>(Topics.EVENTS);

    private final ProcessorContext<byte[], byte[]> context;
    private final RecordCodec<T> codec;
    private final Sinks sinks;

    Readings(ProcessorContext<byte[], byte[]> context, Topic<T> topic, Sinks sinks) {
        this.context = context;
        this.codec = new RecordCodec<>(topic);
        this.sinks = sinks;
    }

    /** Nodes of the topology. */
    record Sinks(Sink commands, Sink events, String deadLetters) {}

    /** @param topic its full name */
    record Sink(String node, String topic) {}

    /** Empty when it became a dead letter. */
    Optional<T> read(Record<byte[], byte[]> record) {
        try {
            return Optional.of(codec.read(record.value(), record.headers()));
        } catch (Unreadable e) {
            RecordMetadata from = context.recordMetadata().orElseThrow();
            DeadLetters.explain(
                    record.headers(),
                    new DeadLetters.Origin(from.topic(), from.partition(), from.offset(), context.applicationId()),
                    e.reason());
            context.forward(record, sinks.deadLetters());
            return Optional.empty();
        }
    }

    void propose(List<Command> proposals) {
        proposals.forEach(command -> send(COMMANDS, command, sinks.commands()));
    }

    /** What comes of facts is a fact too, and comes back to this app, which passes it over. */
    void tell(List<Event> notices) {
        notices.forEach(notice -> send(EVENTS, notice, sinks.events()));
    }

    private <M> void send(RecordCodec<M> codecOfSink, M message, Sink sink) {
        try {
            ProducerRecord<byte[], byte[]> record = codecOfSink.write(sink.topic(), message, null);
            context.forward(
                    new Record<>(record.key(), record.value(), context.currentSystemTimeMs(), record.headers()),
                    sink.node());
        } catch (Unreadable e) {
            throw new IllegalStateException("The engine made a message that is larger than any may be.", e);
        }
    }
}
