package io.trawl.cli.doctor;

import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.kafka.health.Groups.Group;
import io.trawl.orchestrator.ledger.Standstill;
import java.util.List;
import java.util.Map;

/**
 * What there is to be seen at one time.
 *
 * @param waiting what waits, by job, phase and source, and who could do it
 * @param standstill rows past their bounds
 * @param readers the groups there should be
 */
record Snapshot(Backlog waiting, Standstill standstill, Carrier carrier, List<Reader> readers) {
    Snapshot {
        readers = List.copyOf(readers);
    }

    /** A group that must have members. @param role whose processes read as it, as the command line names it */
    record Reader(String group, String role) {}

    /** Kafka, as it was found. */
    sealed interface Carrier {}

    /** It did not answer. @param sentence saying so */
    record Away(String sentence) implements Carrier {}

    /**
     * It answers.
     *
     * @param topics sentences on topics that are missing or unfit
     * @param deadLetters records by topic, of those that hold any
     */
    record There(List<String> topics, List<Group> groups, Map<String, Long> deadLetters) implements Carrier {
        There {
            topics = List.copyOf(topics);
            groups = List.copyOf(groups);
            deadLetters = Map.copyOf(deadLetters);
        }
    }
}
