package io.trawl.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.attempt.AttemptHandle;
import io.trawl.engine.attempt.AttemptRegistry;
import io.trawl.engine.attempt.LeaseClock;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvictionTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration USABLE = LEASE.multipliedBy(9).dividedBy(10);

    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicInteger halts = new AtomicInteger();
    private final Eviction eviction = new Eviction(halts::incrementAndGet, LEASE, nanos::get);
    private final LeaseClock lease = new LeaseClock(nanos::get);
    private final AttemptRegistry registry =
            new AttemptRegistry(UUID.randomUUID(), "w", "default", 1, UUID::randomUUID);
    private final Incarnation incarnation = new Incarnation(registry, lease, LEASE);
    private final AttemptHandle handle = registry.register(
                    new WorkPacket(WorkPacket.VERSION, "default", UUID.randomUUID(), 1, 1, "w", "p", "s", "default"))
            .orElseThrow();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Thread attempt = Thread.ofVirtual().unstarted(this::stay);
    private volatile boolean deaf;
    private volatile boolean interrupted;

    @BeforeEach
    void begin() throws InterruptedException {
        lease.renewed(nanos.get(), USABLE);
    }

    @AfterEach
    void end() throws InterruptedException {
        release.countDown();
        attempt.join();
    }

    @Test
    void shouldLeaveAnAttemptAloneThatMayGoOn() throws InterruptedException {
        enter();
        eviction.runOnce();
        release.countDown();
        attempt.join();
        assertThat(interrupted).isFalse();
    }

    @Test
    void shouldInterruptAnAttemptThatWasToldToStop() throws InterruptedException {
        enter();
        handle.stop();
        eviction.runOnce();
        attempt.join();
        assertThat(interrupted).isTrue();
        nanos.addAndGet(LEASE.toNanos());
        eviction.runOnce();
        assertThat(halts).hasValue(0);
    }

    @Test
    void shouldInterruptAnAttemptWhoseLeaseHasRunOut() throws InterruptedException {
        enter();
        nanos.addAndGet(USABLE.toNanos());
        eviction.runOnce();
        attempt.join();
        assertThat(interrupted).isTrue();
    }

    @Test
    void shouldHaltBeforeTheLedgerGivesTheWorkOfADeafAttemptAway() throws InterruptedException {
        deaf = true;
        enter();
        long granted = nanos.get();
        while (halts.get() == 0 && nanos.get() - granted < 2 * LEASE.toNanos()) {
            nanos.addAndGet(eviction.runOnce().toNanos());
        }
        assertThat(halts).hasValue(1);
        assertThat(nanos.get() - granted).isBetween(USABLE.toNanos(), LEASE.toNanos());
    }

    @Test
    void shouldGiveADeafAttemptALeaseOfTimeWhileItsOwnLives() throws InterruptedException {
        deaf = true;
        enter();
        handle.stop();
        eviction.runOnce();
        nanos.addAndGet(LEASE.toNanos() - 1);
        lease.renewed(nanos.get(), USABLE);
        eviction.runOnce();
        assertThat(halts).hasValue(0);
        nanos.addAndGet(1);
        eviction.runOnce();
        assertThat(halts).hasValue(1);
    }

    private void enter() throws InterruptedException {
        attempt.start();
        inside.await();
    }

    private void stay() {
        eviction.enter(handle, incarnation);
        inside.countDown();
        boolean waiting = true;
        while (waiting) {
            try {
                release.await();
                waiting = false;
            } catch (InterruptedException e) {
                interrupted = true;
                waiting = deaf;
            }
        }
        eviction.leave(handle);
    }
}
