package io.trawl.streams;

import io.trawl.schemas.topic.Topic;
import io.trawl.schemas.topic.TopicNames;
import io.trawl.schemas.topic.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Facts and heartbeats in, proposals and notices out; records that cannot be read to their dead letters. */
final class PipelinerTopology {
    private static final String FACTS = "facts";
    private static final String HEARTBEATS = "heartbeats";
    private static final String COMMANDS = "commands";
    static final List<String> STORES_OF_FACTS =
            List.of(FactsProcessor.LANES, FactsProcessor.CHUNKS, FactsProcessor.RELEASES, FactsProcessor.ATTEMPTS);

    private PipelinerTopology() {}

    static Topology of(TopicNames names, PipelinerConfig config) {
        Topology topology = new Topology();
        Readings.Sinks facts = sinks(names, Topics.EVENTS);
        Readings.Sinks heartbeats = sinks(names, Topics.HEARTBEATS);
        add(topology, names, Topics.EVENTS, FACTS, facts, () -> new FactsProcessor(config, facts));
        add(
                topology,
                names,
                Topics.HEARTBEATS,
                HEARTBEATS,
                heartbeats,
                () -> new HeartbeatsProcessor(config, heartbeats));
        for (String store : STORES_OF_FACTS) {
            topology.addStateStore(store(store), FACTS);
        }
        topology.addStateStore(store(HeartbeatsProcessor.WORKERS), HEARTBEATS);
        return topology;
    }

    private static void add(
            Topology topology,
            TopicNames names,
            Topic<?> topic,
            String node,
            Readings.Sinks sinks,
            ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
        String name = names.of(topic);
        topology.addSource(
                AutoOffsetReset.earliest(), name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), name);
        topology.addProcessor(node, processor, name);
        sink(topology, sinks.commands().node(), sinks.commands().topic(), node);
        sink(topology, sinks.events().node(), sinks.events().topic(), node);
        sink(topology, sinks.deadLetters(), names.deadLettersOf(name), node);
    }

    private static void sink(Topology topology, String node, String topic, String parent) {
        topology.addSink(node, topic, new ByteArraySerializer(), new ByteArraySerializer(), parent);
    }

    private static Readings.Sinks sinks(TopicNames names, Topic<?> topic) {
        String of = "-of-" + topic.name();
        return new Readings.Sinks(
                new Readings.Sink(COMMANDS + of, names.of(Topics.COMMANDS)),
                new Readings.Sink("notices" + of, names.of(Topics.EVENTS)),
                "dead-letters" + of);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    }
}
