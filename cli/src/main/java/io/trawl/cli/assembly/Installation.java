package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.engine.orchestration.Reconciler.Bounds;
import io.trawl.kafka.KafkaTransport;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.health.Groups;
import io.trawl.kafka.packets.WorkGroups;
import io.trawl.kafka.topic.TopicAdmin;
import io.trawl.kafka.topic.TopicPlan;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.orchestrator.ledger.Standstill;
import io.trawl.orchestrator.ledger.StandstillQuery;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ledger and Kafka of a DISTRIBUTED installation, to be looked at from outside while it runs, or while nothing does. */
public final class Installation implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Rows that one repair moves of a kind, at most. */
    private static final int LIMIT = 10_000;

    private static final Bounds AT_ONCE =
            new Bounds(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), LIMIT);

    private final Parts parts = new Parts();
    private final DistributedConfig shared;
    private final PostgresLedger ledger;
    private final StandstillQuery standstill;

    private Installation(ExternalDatabase database, DistributedConfig shared) {
        this.shared = shared;
        HikariDataSource pool = parts.opened(LedgerPool.open(database));
        this.ledger = new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, shared.lease(), new SecureRandom());
        this.standstill = new StandstillQuery(pool);
    }

    /** Connects to the database; to Kafka only when asked about it. */
    public static Installation open(ExternalDatabase database, DistributedConfig shared) {
        return new Installation(database, shared);
    }

    public Backlog backlog() {
        return ledger.backlog(LIMIT);
    }

    /** By the bounds of the reconciler. */
    public Standstill standstill() {
        return standstill.look(
                Bounds.DEFAULT.assigned(), Bounds.DEFAULT.unscheduled().multipliedBy(2));
    }

    /** The topics there should be. */
    public TopicPlan plan(Collection<String> pools) {
        return TopicPlan.of(shared.kafka().names(), pools, shared.workConsumer().partitions());
    }

    /** To be closed. */
    public TopicAdmin topics() {
        return TopicAdmin.connect(shared.kafka(), PATIENCE);
    }

    /** To be closed. */
    public Groups groups() {
        return Groups.of(shared.kafka());
    }

    /** Full name of a group. @param role such as {@code acceptors} */
    public String group(String role) {
        return shared.kafka().names().prefix() + "." + role;
    }

    /** Full name of the group of a pool's workers. */
    public String workers(String pool) {
        return shared.kafka().names().workers(pool);
    }

    /**
     * Sets up the groups of the pools, and makes the topics that are missing.
     *
     * @return names of the topics made
     */
    public List<String> prepare(Collection<String> pools) {
        try (WorkGroups groups = WorkGroups.of(shared.kafka(), shared.workConsumer(), PATIENCE);
                TopicAdmin topics = topics()) {
            groups.prepare(pools);
            return topics.prepare(plan(pools));
        }
    }

    /** One turn of the reconciler that waits for no bound. @return rows moved or announced, by what they are */
    public Map<String, Integer> reconcile() {
        Map<String, Integer> rows = new TreeMap<>();
        EngineListener counting = new EngineListener() {
            @Override
            public void reconciled(String what, int count) {
                rows.merge(what, count, Integer::sum);
            }
        };
        try (KafkaTransport kafka = KafkaTransport.open(shared.kafka(), CarrierListener.NONE)) {
            new Reconciler(ledger, AT_ONCE, kafka.events(), () -> {}, counting).runOnce();
        }
        return rows;
    }

    @Override
    public void close() {
        parts.close();
    }
}
