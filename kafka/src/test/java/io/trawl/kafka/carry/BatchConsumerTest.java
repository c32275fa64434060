package io.trawl.kafka.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.testkit.Messages;
import io.trawl.schemas.Report;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchConsumerTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final TestTopics topics = TestTopics.create(1);
    private final String name = topics.settings().names().of(Topics.PROGRESS);
    private final KafkaSender<Report> sender = KafkaSender.of(
            topics.producer(), Topics.PROGRESS, report -> name, Duration.ofSeconds(10), CarrierListener.NONE);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldHandOverTheSameBatchUntilItsHandlerReturns() {
        sender.send(Messages.reports(1, 1, 20));
        List<List<Report>> given = new CopyOnWriteArrayList<>();
        AtomicInteger failures = new AtomicInteger(2);
        try (BatchConsumer<Report> consumer = read(10, batch -> {
            given.add(batch);
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the ledger is away");
            }
        })) {
            await().atMost(LONG).until(() -> given.stream().anyMatch(batch -> batch.contains(Messages.report(1, 20))));
        }
        assertThat(given.get(0)).isEqualTo(given.get(1)).isEqualTo(given.get(2)).hasSizeLessThanOrEqualTo(10);
        assertThat(given.stream().skip(2).flatMap(List::stream)).containsExactlyElementsOf(Messages.reports(1, 1, 20));
    }

    @Test
    void shouldGoOnWhereTheOneBeforeHadCommitted() {
        sender.send(Messages.reports(1, 1, 5));
        List<Report> first = new CopyOnWriteArrayList<>();
        try (BatchConsumer<Report> consumer = read(10, first::addAll)) {
            await().atMost(LONG).until(() -> first.size() == 5);
        }
        sender.send(Messages.reports(1, 6, 7));
        List<Report> second = new CopyOnWriteArrayList<>();
        try (BatchConsumer<Report> consumer = read(10, second::addAll)) {
            await().atMost(LONG).until(() -> second.size() >= 2);
        }
        assertThat(second).isEqualTo(Messages.reports(1, 6, 7));
    }

    private BatchConsumer<Report> read(int batch, Consumer<List<Report>> handler) {
        return BatchConsumer.start(
                topics.settings(),
                Topics.PROGRESS,
                Consumption.of(name + ".readers", batch, 1),
                topics.deadLetters(),
                handler,
                CarrierListener.NONE);
    }
}
