package io.trawl.cli.assembly;

import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.health.Groups.Group;
import io.trawl.orchestrator.metrics.CarrierMetrics;
import java.util.List;

/** Passes on to the metrics what the carriers tell. */
record CarriedMetrics(CarrierMetrics metrics) implements CarrierListener {
    @Override
    public void read(String topic, int records) {
        metrics.read(topic, records);
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
