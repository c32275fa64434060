package io.trawl.engine.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.testkit.Messages;
import io.trawl.engine.testkit.WatchedPackets;
import io.trawl.engine.transport.BoundedQueue;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.QueuedPackets;
import io.trawl.engine.transport.Taken;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacketDeskTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final BoundedQueue<WorkPacket> work = new BoundedQueue<>(100, Duration.ZERO);
    private final List<String> opened = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final AtomicInteger flushed = new AtomicInteger();
    private final AtomicLong later = new AtomicLong();
    private final PacketDesk desk = new PacketDesk(this::open, () -> System.nanoTime() + later.get());

    @AfterEach
    void close() {
        desk.close();
    }

    private PacketSource open(String pool) {
        opened.add(pool);
        return new WatchedPackets(new QueuedPackets(work), flushed::incrementAndGet, () -> closed.add(pool));
    }

    @Test
    void shouldTellTheTransportAtOnceWhatWasSettled() {
        work.send(Messages.packets(1, 2));
        serve(2, LONG);
        assertThat(flushed).hasValue(1);

        work.send(Messages.packets(1, 1));
        assertThatThrownBy(() -> desk.serve("p", 1, LONG, offered -> {
                    throw new LedgerUnavailable("gone");
                }))
                .isInstanceOf(LedgerUnavailable.class);
        assertThat(flushed).hasValue(2);
    }

    @Test
    void shouldServeWhoWaits() throws Exception {
        CompletableFuture<List<WorkPacket>> waiting = CompletableFuture.supplyAsync(() -> serve(2, LONG));
        work.send(Messages.packets(1, 3));

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(Messages.packets(1, 2));
        assertThat(work.size()).isOne();
    }

    @Test
    void shouldNotAnswerWithNothingWhileThereIsTimeAndARefusedPacketWasTheOnlyOne() throws Exception {
        work.send(Messages.packets(1, 2));
        List<WorkPacket> got =
                desk.serve("p", 1, LONG, offered -> offered.getFirst().taskId() == 1 ? List.of() : offered);

        assertThat(got).isEqualTo(Messages.packets(2, 1));
        assertThat(work.size()).isZero();
    }

    @Test
    void shouldGiveBackWhatTheLedgerDidNotAnswerFor() {
        work.send(Messages.packets(1, 2));

        assertThatThrownBy(() -> desk.serve("p", 2, LONG, offered -> {
                    throw new LedgerUnavailable("gone");
                }))
                .isInstanceOf(LedgerUnavailable.class);
        assertThat(serve(2, LONG)).isEqualTo(Messages.packets(1, 2));
    }

    @Test
    void shouldOpenOneSourcePerPoolAndCloseItWhenNobodyAsks() throws Exception {
        serve(1, Duration.ZERO);
        serve(1, Duration.ZERO);
        desk.runOnce();
        assertThat(opened).containsExactly("p");
        assertThat(closed).isEmpty();

        later.set(PacketDesk.KEPT_OPEN.plusSeconds(1).toNanos());
        desk.runOnce();
        assertThat(closed).containsExactly("p");
        serve(1, Duration.ZERO);
        assertThat(opened).containsExactly("p", "p");
    }

    @Test
    void shouldLetEverybodyGoWhenItIsToStop() throws Exception {
        CompletableFuture<List<WorkPacket>> first = CompletableFuture.supplyAsync(() -> serve(1, LONG));
        CompletableFuture<List<WorkPacket>> second = CompletableFuture.supplyAsync(() -> serve(1, LONG));
        desk.quiesce();

        assertThat(first.get(20, TimeUnit.SECONDS)).isEmpty();
        assertThat(second.get(20, TimeUnit.SECONDS)).isEmpty();
        work.send(Messages.packets(1, 1));
        assertThat(serve(1, Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldRefuseASourceThatGivesSeveralAtATime() {
        PacketDesk coarse = new PacketDesk(
                pool -> new PacketSource() {
                    @Override
                    public Taken take(int max, Duration wait) {
                        return Taken.NOTHING;
                    }

                    @Override
                    public int batch() {
                        return 3;
                    }

                    @Override
                    public void close() {
                        closed.add(pool);
                    }
                },
                System::nanoTime);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> coarse.serve("p", 1, Duration.ZERO, offered -> offered))
                .withMessageContaining("singly");
        assertThat(closed).containsExactly("p");
    }

    private List<WorkPacket> serve(int max, Duration wait) {
        try {
            return desk.serve("p", max, wait, offered -> offered);
        } catch (DeskFull | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
