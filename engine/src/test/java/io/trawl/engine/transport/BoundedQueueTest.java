package io.trawl.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedQueueTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void shouldTakeWhatFitsAndSayHowMuch() throws Exception {
        BoundedQueue<Integer> queue = new BoundedQueue<>(2, Duration.ZERO);
        assertThat(queue.send(List.of(1, 2, 3))).isEqualTo(2);
        assertThat(queue.poll(10, Duration.ZERO)).containsExactly(1, 2);
        assertThat(queue.poll(10, Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldMakeASenderWaitForRoom() throws Exception {
        BoundedQueue<Integer> queue = new BoundedQueue<>(3, LONG);
        List<Integer> all = IntStream.range(0, 1_000).boxed().toList();
        CompletableFuture<Integer> sender = CompletableFuture.supplyAsync(() -> queue.send(all));
        List<Integer> got = new ArrayList<>();
        while (got.size() < all.size()) {
            List<Integer> batch = queue.poll(2, LONG);
            assertThat(batch).hasSizeBetween(1, 2);
            got.addAll(batch);
        }
        assertThat(sender.get()).isEqualTo(1_000);
        assertThat(got).isEqualTo(all);
    }

    @Test
    void shouldLetWaitersGoWhenClosed() throws Exception {
        BoundedQueue<Integer> queue = new BoundedQueue<>(1, LONG);
        queue.send(List.of(1));
        CompletableFuture<Integer> sender = CompletableFuture.supplyAsync(() -> queue.send(List.of(2)));
        queue.close();
        assertThat(sender.get()).isZero();
        assertThat(queue.poll(5, LONG)).containsExactly(1);
        assertThat(queue.poll(5, LONG)).isEmpty();
    }

    @Test
    void shouldRefuseToHaveNoRoomAtAll() {
        assertThatThrownBy(() -> new BoundedQueue<Integer>(0, LONG)).isInstanceOf(IllegalArgumentException.class);
    }
}
