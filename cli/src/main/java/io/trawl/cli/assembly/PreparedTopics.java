package io.trawl.cli.assembly;

import io.trawl.kafka.KafkaTransport;
import io.trawl.kafka.KafkaUnavailable;
import io.trawl.kafka.packets.WorkConsumer;
import io.trawl.kafka.topic.TopicsUnfit;
import java.util.Collection;

/** The topics as a start finds them. */
final class PreparedTopics {
    private static final System.Logger LOG = System.getLogger(PreparedTopics.class.getName());

    private PreparedTopics() {}

    /**
     * Creates what is missing. A broker that is away keeps nobody from starting: it may come back at any time.
     *
     * @throws StartFailed when topics are there that would lose messages
     */
    static void prepare(KafkaTransport kafka, Collection<String> pools, WorkConsumer consumer) {
        try {
            kafka.prepare(pools, consumer);
        } catch (TopicsUnfit e) {
            throw new StartFailed(String.valueOf(e.getMessage()), e);
        } catch (KafkaUnavailable e) {
            LOG.log(System.Logger.Level.WARNING, "The topics could not be looked at: {0}", e.getMessage());
        }
    }
}
