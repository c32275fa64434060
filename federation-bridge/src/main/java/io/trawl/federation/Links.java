package io.trawl.federation;

import io.trawl.engine.orchestration.Loop;
import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Signal;
import io.trawl.federation.Child.NoAnswer;
import io.trawl.schemas.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link to each site, on a thread of its own; sites that come and go are noticed, also those that another process of the
 * same master has registered. Beside it time is looked after: deadlines, and patience with sites that are away.
 */
final class Links implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration AFTER_DEFECT = Duration.ofSeconds(5);
    private static final int MAX_DUE = 200;
    private static final int MAX_FORGOTTEN = 100;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Children children;
    private final Link.World world;
    private final Supplier<Backoff> backoffs;
    private final Times times;
    private final Map<Key, Running> running = new ConcurrentHashMap<>();
    private final LoopThread thread;
    private volatile boolean closed;

    /**
     * How long things last.
     *
     * @param patience with a site that is away, before a job that can do without it ends
     * @param keep how long a job is kept after its end
     */
    record Times(Duration patience, Duration keep) {}

    private record Key(String tenant, String site) {}

    /** @param version of the site's definition */
    private record Running(
            Link link, Thread thread, @Nullable Long version, Child child) {}

    /** @param backoffs one for each link */
    Links(Children children, Link.World world, Supplier<Backoff> backoffs, Times times) {
        this.children = children;
        this.world = world;
        this.backoffs = backoffs;
        this.times = times;
        this.thread = new LoopThread(
                new Look(), new Signal(), (loop, defect) -> LOG.warn("Looking after sites failed.", defect));
    }

    Links start() {
        refresh();
        thread.start();
        return this;
    }

    private final class Look implements Loop {
        @Override
        public String name() {
            return "federation";
        }

        @Override
        public Duration runOnce() {
            refresh();
            JobTable jobs = world.tables().jobs();
            for (UUID job : jobs.due(times.patience(), MAX_DUE)) {
                jobs.giveUp(job, times.patience(), world.clock().instant());
            }
            jobs.forget(times.keep(), MAX_FORGOTTEN);
            return LOOK;
        }
    }

    /** Starts and ends links as the sites are now. */
    synchronized void refresh() {
        if (closed) {
            return;
        }
        Set<Key> there = new HashSet<>();
        for (SiteTable.Kept kept : world.tables().sites().all()) {
            Key key = new Key(kept.tenant(), kept.site().id());
            there.add(key);
            Running old = running.get(key);
            if (old == null || !Objects.equals(old.version(), kept.site().version())) {
                end(key);
                begin(key, kept.site());
            }
        }
        for (Key key : Set.copyOf(running.keySet())) {
            if (!there.contains(key)) {
                end(key);
            }
        }
    }

    private void begin(Key key, Site site) {
        Child child;
        try {
            child = children.open(site);
        } catch (NoAnswer e) {
            world.tables().sites().missed(key.tenant(), key.site(), e.trouble());
            return;
        }
        Link link = new Link(key.tenant(), key.site(), child, world, backoffs.get());
        Thread own = Thread.ofVirtual().name("trawl-site-" + key.site()).unstarted(() -> run(link));
        running.put(key, new Running(link, own, site.version(), child));
        world.pace().joined();
        own.start();
    }

    private void run(Link link) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                link.rest(turn(link));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration turn(Link link) throws InterruptedException {
        try {
            return link.runOnce();
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("The link is being ended.");
            }
            LOG.error("A link to a site failed.", e);
            return AFTER_DEFECT;
        }
    }

    private void end(Key key) {
        Running old = running.remove(key);
        if (old != null) {
            world.pace().left();
            old.thread().interrupt();
            old.child().close();
        }
    }

    /** There may be something to do at the site. */
    void wake(String tenant, String site) {
        Running found = running.get(new Key(tenant, site));
        if (found != null) {
            found.link().wake();
        }
    }

    /** When the site answered last, as far as this process knows. */
    Optional<Instant> heard(String tenant, String site) {
        return Optional.ofNullable(running.get(new Key(tenant, site)))
                .flatMap(found -> found.link().heard());
    }

    /** The way to a site, for a question of a user's. */
    Optional<Child> child(String tenant, String site) {
        return Optional.ofNullable(running.get(new Key(tenant, site))).map(Running::child);
    }

    @Override
    public void close() {
        thread.close();
        Set<Running> all;
        synchronized (this) {
            closed = true;
            all = Set.copyOf(running.values());
            Set.copyOf(running.keySet()).forEach(this::end);
        }
        for (Running each : all) {
            try {
                each.thread().join(STOP_PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
