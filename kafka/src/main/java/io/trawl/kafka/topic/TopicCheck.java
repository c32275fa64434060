package io.trawl.kafka.topic;

import io.trawl.kafka.topic.TopicPlan.Planned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** Compares a topic with its plan. More partitions, time or room than planned is an operator's choice and fine. */
final class TopicCheck {
    /** By the sender's clock a message of one that is an hour ahead is refused, and of one that is behind looks late. */
    static final String BROKERS_TIME = "LogAppendTime";

    private static final long FOR_EVER = -1;

    private final Planned planned;
    private final Config config;
    private final List<String> sentences = new ArrayList<>();

    private TopicCheck(Planned planned, Config config) {
        this.planned = planned;
        this.config = config;
    }

    /** What is wrong, one sentence each. */
    static List<String> of(Planned planned, TopicDescription found, Config config) {
        TopicCheck check = new TopicCheck(planned, config);
        check.partitions(found.partitions().size());
        check.cleanup();
        check.retention();
        check.bytes();
        check.time();
        return check.sentences;
    }

    private void partitions(int found) {
        if (found < planned.partitions()) {
            sentences.add("The topic " + planned.name() + " has " + found + " partitions and needs "
                    + planned.partitions() + "; add some with kafka-topics.sh --alter --topic " + planned.name()
                    + " --partitions " + planned.partitions() + ".");
        }
        if (found > planned.mostPartitions()) {
            sentences.add("The topic " + planned.name() + " has " + found + " partitions and needs "
                    + planned.mostPartitions() + ", else packets wait for workers that are busy while others are free;"
                    + " delete it with kafka-topics.sh --delete --topic " + planned.name() + " and it is made anew.");
        }
    }

    private void cleanup() {
        String wanted = planned.cleanup().config();
        String found = value(TopicConfig.CLEANUP_POLICY_CONFIG).orElse("");
        if (!found.equals(wanted)) {
            mend(TopicConfig.CLEANUP_POLICY_CONFIG, "'" + found + "'", "'" + wanted + "'", wanted);
        }
    }

    private void retention() {
        long found = number(TopicConfig.RETENTION_MS_CONFIG);
        long wanted = planned.retention().toMillis();
        if (found != FOR_EVER && found < wanted) {
            mend(
                    TopicConfig.RETENTION_MS_CONFIG,
                    found + " (" + Duration.ofMillis(found) + ")",
                    "at least " + wanted + " (" + planned.retention() + "), else records expire before they are read",
                    Long.toString(wanted));
        }
        if (number(TopicConfig.RETENTION_BYTES_CONFIG) != FOR_EVER) {
            mend(
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    Long.toString(number(TopicConfig.RETENTION_BYTES_CONFIG)),
                    "-1, else records may go before they are read",
                    "-1");
        }
    }

    private void bytes() {
        long found = number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        int wanted = planned.maxMessageBytes();
        if (found < wanted) {
            mend(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    Long.toString(found),
                    "at least " + wanted,
                    Integer.toString(wanted));
        }
    }

    private void time() {
        String found = value(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).orElse("");
        if (!found.equals(BROKERS_TIME)) {
            mend(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    "'" + found + "'",
                    "'" + BROKERS_TIME + "', else what a process with a wrong clock sends is refused or judged late",
                    BROKERS_TIME);
        }
    }

    private void mend(String setting, String found, String wanted, String value) {
        sentences.add("The topic " + planned.name() + " has " + setting + " " + found + " and needs " + wanted
                + "; mend it with kafka-configs.sh --alter --topic " + planned.name() + " --add-config " + setting + "="
                + value + ".");
    }

    private long number(String setting) {
        return value(setting).map(Long::parseLong).orElse(FOR_EVER);
    }

    private Optional<String> value(String setting) {
        return Optional.ofNullable(config.get(setting)).map(entry -> entry.value());
    }
}
