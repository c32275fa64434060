package io.trawl.cli.assembly;

import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.TraceContext;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.health.Groups.Group;
import io.trawl.orchestrator.metrics.CarrierMetrics;
import java.util.List;
import java.util.UUID;

/** Passes on what the carriers tell, to the metrics and to those who know traces. */
record CarriedMetrics(CarrierMetrics metrics, JobTraces traces) implements CarrierListener {
    @Override
    public void read(String topic, int records) {
        metrics.read(topic, records);
    }

    @Override
    public void traced(UUID job, TraceContext trace) {
        traces.learn(job, trace);
    }

    @Override
    public void unreadable(String topic, int records) {
        metrics.unreadable(topic, records);
    }

    @Override
    public void notTaken(String topic, int messages) {
        metrics.notTaken(topic, messages);
    }

    @Override
    public void tooLarge(String topic) {
        metrics.tooLarge(topic);
    }

    @Override
    public void unsettled(String topic, int packets) {
        metrics.unsettled(topic, packets);
    }

    void lag(List<Group> groups) {
        groups.forEach(group -> group.lag().forEach((topic, records) -> metrics.lag(group.name(), topic, records)));
    }
}
