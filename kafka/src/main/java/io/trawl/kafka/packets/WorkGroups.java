package io.trawl.kafka.packets;

import io.trawl.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** What the broker keeps for the groups of workers, set again whenever it was lost. */
public final class WorkGroups implements AutoCloseable {
    private final KafkaSettings settings;
    private final WorkConsumer consumer;
    private final Duration patience;
    private final Admin admin;

    private WorkGroups(KafkaSettings settings, WorkConsumer consumer, Duration patience) {
        this.settings = settings;
        this.consumer = consumer;
        this.patience = patience;
        this.admin = Admin.create(settings.client(Map.of()));
    }

    /** To be closed. @param patience with each answer */
    public static WorkGroups of(KafkaSettings settings, WorkConsumer consumer, Duration patience) {
        return new WorkGroups(settings, consumer, patience);
    }

    /**
     * Changes nothing where all is set. Before the pools' topics are made: a group that meets a new topic without its
     * settings begins at its end.
     *
     * @throws io.trawl.kafka.KafkaUnavailable when the broker does not answer
     */
    public void prepare(Collection<String> pools) {
        switch (consumer) {
            case SHARE -> pools.forEach(pool -> ShareGroup.prepare(settings, admin, pool, patience));
            case GROUP -> {
                // Its readers say all of it themselves.
            }
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
