package io.trawl.cli.doctor;

import io.trawl.cli.assembly.Installation;
import io.trawl.cli.doctor.Snapshot.Away;
import io.trawl.cli.doctor.Snapshot.Carrier;
import io.trawl.cli.doctor.Snapshot.Reader;
import io.trawl.cli.doctor.Snapshot.There;
import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.kafka.KafkaUnavailable;
import io.trawl.kafka.health.Groups;
import io.trawl.kafka.topic.TopicAdmin;
import io.trawl.kafka.topic.TopicPlan;
import io.trawl.kafka.topic.TopicsUnfit;
import io.trawl.orchestrator.ledger.Standstill;
import io.trawl.schemas.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Looks at an installation, and mends what may be mended at any time. */
final class Examination {
    private final Installation installation;

    Examination(Installation installation) {
        this.installation = installation;
    }

    List<Complaint> complaints() {
        Backlog waiting = installation.backlog();
        Standstill standstill = installation.standstill();
        return Diagnosis.of(new Snapshot(waiting, standstill, carrier(standstill), readers(waiting)));
    }

    private Carrier carrier(Standstill standstill) {
        TopicPlan plan = installation.plan(pools(standstill));
        try (TopicAdmin topics = installation.topics();
                Groups groups = installation.groups()) {
            return new There(topics.verify(plan), groups.look(), topics.deadLetters(plan));
        } catch (KafkaUnavailable e) {
            return new Away(String.valueOf(e.getMessage()));
        }
    }

    /** Workers are missed by the ledger: their leases say whether they live, whatever they are connected to. */
    private List<Reader> readers(Backlog waiting) {
        List<Reader> readers = new ArrayList<>(List.of(
                new Reader(installation.group("acceptors"), "orchestrator"),
                new Reader(installation.group("appliers"), "orchestrator"),
                new Reader(installation.group("pipeliner"), "pipeliner")));
        waiting.pools().stream()
                .filter(pool -> pool.workers() > 0)
                .forEach(pool ->
                        readers.add(new Reader(installation.workers(pool.name()), "worker --pool " + pool.name())));
        return readers;
    }

    private static TreeSet<String> pools(Standstill standstill) {
        TreeSet<String> pools = new TreeSet<>(standstill.pools());
        pools.add(SourceSpec.DEFAULT_POOL);
        return pools;
    }

    /** What was done, in sentences. */
    List<String> repair() {
        List<String> done = new ArrayList<>();
        try {
            List<String> made = installation.prepare(pools(installation.standstill()));
            if (!made.isEmpty()) {
                done.add("Made the topics " + String.join(", ", made) + ".");
            }
        } catch (TopicsUnfit | KafkaUnavailable e) {
            done.add("The topics were left as they are: " + e.getMessage());
        }
        installation.reconcile().forEach((what, rows) -> done.add("Reconciled " + rows + " rows (" + what + ")."));
        return done;
    }
}
