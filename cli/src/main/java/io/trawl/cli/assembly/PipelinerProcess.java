package io.trawl.cli.assembly;

import io.trawl.engine.trace.JobTraces;
import io.trawl.kafka.KafkaTransport;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.orchestrator.metrics.MetricsPage;
import io.trawl.schemas.SourceSpec;
import io.trawl.streams.PipelinerApp;
import io.trawl.streams.PipelinerConfig;
import java.util.List;
import java.util.Optional;

/** One pipeliner of a DISTRIBUTED installation: Pipeliner and Reaper in a Kafka Streams app. */
public final class PipelinerProcess implements AutoCloseable {
    private final PipelinerApp app;
    private final MetricsPage metrics = new MetricsPage();

    private PipelinerProcess(PipelinerApp app) {
        this.app = app;
    }

    public static PipelinerProcess start(DistributedConfig shared, PipelinerApp.Runtime runtime) {
        try (KafkaTransport kafka = OpenedKafka.open(shared.kafka(), CarrierListener.NONE, new JobTraces())) {
            PreparedTopics.prepare(kafka, List.of(SourceSpec.DEFAULT_POOL), shared.workConsumer());
        }
        return new PipelinerProcess(PipelinerApp.start(shared.kafka(), PipelinerConfig.of(shared.lease()), runtime));
    }

    /** Why it does not propose anything now; empty when it does. */
    public Optional<String> unreadyBecause() {
        return app.ready()
                ? Optional.empty()
                : Optional.of("The pipeliner has no partitions, or restores their state.");
    }

    /** The page of metrics, in Prometheus' text format. */
    public String metrics() {
        return metrics.get();
    }

    @Override
    public void close() {
        app.close();
        metrics.close();
    }
}
