package io.trawl.kafka.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.testkit.Messages;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Sender;
import io.trawl.engine.transport.Taken;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rounds of twenty messages, sent until they are taken, as senders do, and waited for at the other end.
 *
 * @param received all reports that a consumer was given
 * @param patience with each step
 */
record Traffic(Set<Report> received, Duration patience) {
    private static final int MESSAGES = 20;
    private static final Duration SHORT = Duration.ofMillis(200);

    void carry(Sender<Report> reports, int round) {
        List<Report> told = Messages.reports(round, 1, MESSAGES);
        sendAll(reports, told);
        await().atMost(patience).until(() -> received.containsAll(told));
    }

    void carry(Sender<WorkPacket> work, PacketSource packets, int round) throws InterruptedException {
        List<WorkPacket> offered = Messages.packets(1 + (long) MESSAGES * round, MESSAGES);
        sendAll(work, offered);
        List<WorkPacket> got = new ArrayList<>();
        for (long end = System.nanoTime() + patience.toNanos();
                !got.containsAll(offered) && System.nanoTime() < end; ) {
            Taken taken = packets.take(1, SHORT);
            got.addAll(taken.packets());
            taken.accept();
        }
        assertThat(got).containsAll(offered);
    }

    private <T> void sendAll(Sender<T> sender, List<T> messages) {
        List<T> rest = messages;
        for (long end = System.nanoTime() + patience.toNanos(); !rest.isEmpty() && System.nanoTime() < end; ) {
            rest = rest.subList(sender.send(rest), rest.size());
        }
        assertThat(rest).isEmpty();
    }
}
