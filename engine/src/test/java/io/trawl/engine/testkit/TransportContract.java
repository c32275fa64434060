package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Taken;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every transport keeps. Messages may come twice, so nothing here counts them. */
public abstract class TransportContract {
    protected static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration SHORT = Duration.ofMillis(200);

    private TransportUnderTest transport;

    protected abstract TransportUnderTest open();

    @BeforeEach
    final void openTransport() {
        transport = open();
    }

    @AfterEach
    final void closeTransport() {
        transport.close();
    }

    protected final TransportUnderTest transport() {
        return transport;
    }

    @Test
    void shouldDeliverWhatWasSent() throws Exception {
        List<Report> all = Messages.reports(1, 1, 50);
        assertThat(transport.reports().send(all)).isEqualTo(50);
        assertThat(transport.reports().send(List.of())).isZero();
        assertThat(received(50)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void shouldKeepTheOrderOfAKey() throws Exception {
        List<Report> mixed = IntStream.rangeClosed(1, 40)
                .boxed()
                .flatMap(seq -> IntStream.rangeClosed(1, 5).mapToObj(task -> Messages.report(task, seq)))
                .toList();
        assertThat(transport.reports().send(mixed)).isEqualTo(200);
        Map<Long, List<Integer>> seqs = new LinkedHashMap<>();
        received(200)
                .forEach(report -> seqs.computeIfAbsent(report.taskId(), task -> new ArrayList<>())
                        .add(report.seq()));
        assertThat(seqs)
                .hasSize(5)
                .allSatisfy((task, inOrder) -> assertThat(inOrder)
                        .isEqualTo(IntStream.rangeClosed(1, 40).boxed().toList()));
    }

    @Test
    void shouldSayHowManyWereTakenWhenItCannotTakeAll() throws Exception {
        List<Report> all = Messages.reports(1, 1, 1_000);
        transport.goAway();
        int taken = transport.reports().send(all);
        assertThat(taken).isLessThan(1_000);
        transport.comeBack();
        List<Report> rest = all.subList(taken, 1_000);
        BlockingQueue<Report> arrived = new LinkedBlockingQueue<>();
        transport.read(arrived::addAll);
        for (long end = deadline(); !rest.isEmpty() && System.nanoTime() < end; ) {
            rest = rest.subList(transport.reports().send(rest), rest.size());
        }
        assertThat(rest).isEmpty();
        assertThat(received(arrived, 1_000)).containsAll(all);
    }

    @Test
    void shouldGiveNoMoreThanWasAskedFor() throws Exception {
        PacketSource worker = transport.worker();
        assertThat(transport.work().send(Messages.packets(1, 30))).isEqualTo(30);
        List<WorkPacket> got = new ArrayList<>();
        for (long end = deadline(); got.size() < 30 && System.nanoTime() < end; ) {
            Taken taken = worker.take(worker.batch(), SHORT);
            assertThat(taken.packets()).hasSizeLessThanOrEqualTo(worker.batch());
            got.addAll(taken.packets());
            taken.accept();
        }
        assertThat(got).containsExactlyInAnyOrderElementsOf(Messages.packets(1, 30));
        assertThat(worker.take(worker.batch(), SHORT).isEmpty()).isTrue();
    }

    @Test
    void shouldOfferAgainWhatWasReleased() throws Exception {
        PacketSource worker = transport.worker();
        transport.work().send(Messages.packets(1, 1));
        Taken first = takeSome(worker);
        first.release();
        Taken again = takeSome(worker);
        assertThat(again.packets()).isEqualTo(first.packets());
        again.accept();
        assertThat(worker.take(worker.batch(), SHORT).isEmpty()).isTrue();
    }

    @Test
    void shouldReleaseByItselfWhatWasNotSettled() throws Exception {
        PacketSource worker = transport.worker();
        transport.work().send(Messages.packets(1, 1));
        Taken forgotten = takeSome(worker);
        assertThat(takeSome(worker).packets()).isEqualTo(forgotten.packets());
    }

    @Test
    void shouldGiveBackWhatADeadWorkerHadTaken() throws Exception {
        PacketSource dying = transport.worker();
        transport.work().send(Messages.packets(1, 1));
        Taken lost = takeSome(dying);
        transport.die(dying);
        PacketSource other = transport.worker();
        Taken again = takeSome(other);
        assertThat(again.packets()).isEqualTo(lost.packets());
        again.accept();
    }

    @Test
    void shouldGiveBackWhatAClosedWorkerHadTaken() throws Exception {
        PacketSource closing = transport.worker();
        transport.work().send(Messages.packets(1, 1));
        Taken lost = takeSome(closing);
        closing.close();
        assertThat(takeSome(transport.worker()).packets()).isEqualTo(lost.packets());
    }

    /** The first packets that come. */
    protected static Taken takeSome(PacketSource worker) throws InterruptedException {
        for (long end = deadline(); System.nanoTime() < end; ) {
            Taken taken = worker.take(worker.batch(), SHORT);
            if (!taken.isEmpty()) {
                return taken;
            }
        }
        throw new AssertionError("No packet came within " + LONG + ".");
    }

    private List<Report> received(int count) throws InterruptedException {
        BlockingQueue<Report> arrived = new LinkedBlockingQueue<>();
        transport.read(arrived::addAll);
        return received(arrived, count);
    }

    private static List<Report> received(BlockingQueue<Report> arrived, int count) throws InterruptedException {
        List<Report> got = new ArrayList<>();
        long end = deadline();
        while (got.size() < count) {
            Report one = arrived.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (one == null) {
                throw new AssertionError(got.size() + " of " + count + " reports came within " + LONG + ".");
            }
            got.add(one);
        }
        return got;
    }

    private static long deadline() {
        return System.nanoTime() + LONG.toNanos();
    }
}
