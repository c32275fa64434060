package io.trawl.federation;

import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.orchestration.Signal;
import io.trawl.federation.Child.Declined;
import io.trawl.federation.Child.NoAnswer;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is done with one site, one thing after the other: so a site that hangs holds up nobody but itself. What is to
 * be done stands in the tables, and each step may be repeated; the link may end at any point and another one goes on.
 */
final class Link {
    /** Parts of a site that are looked after at a time; the others follow when some of these are done. */
    static final int MAX_PARTS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    /** Without a job there the site is asked who it is, so that users see whether it is reachable. */
    private static final Duration IDLE = Duration.ofSeconds(15);

    private static final Duration RELOAD = Duration.ofSeconds(30);
    private static final Duration IDENTIFY = Duration.ofMinutes(1);
    private static final Duration WRITE_THROUGH = Duration.ofSeconds(30);
    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(1);
    /** Until something that has room for nothing more is asked again. */
    private static final Duration HELD_BACK = Duration.ofSeconds(2);

    /** A single lost request is no news. */
    private static final int FAILURES_TO_TELL = 2;

    private final String tenant;
    private final String site;
    private final Child child;
    private final World world;
    private final Signal signal = new Signal();
    private final Backoff backoff;
    private final Errands errands;

    private List<Part> open = List.of();
    private final Map<UUID, Long> versions = new HashMap<>();
    private @Nullable InstallationView identity;
    private volatile boolean stale = true;
    private boolean heldBack;
    private Instant loaded = Instant.EPOCH;
    private Instant identified = Instant.EPOCH;
    private Instant written = Instant.EPOCH;
    private volatile @Nullable Instant heard;

    /** What all links share. */
    record World(Tables tables, Self self, Audit audit, InstantSource clock, Pace pace) {}

    Link(String tenant, String site, Child child, World world, Backoff backoff) {
        this.tenant = tenant;
        this.site = site;
        this.child = child;
        this.world = world;
        this.backoff = backoff;
        this.errands = new Errands(site, child, world);
    }

    void wake() {
        stale = true;
        signal.raise();
    }

    Child child() {
        return child;
    }

    /** When the site answered last, as far as this process knows. */
    Optional<Instant> heard() {
        return Optional.ofNullable(heard);
    }

    /** Waits as long as a turn said, or until woken. */
    void rest(Duration pause) throws InterruptedException {
        if (pause.isPositive()) {
            signal.await(pause);
        }
    }

    /** One turn. @return how long to wait before the next one, unless woken */
    Duration runOnce() throws InterruptedException {
        try {
            Duration pause = turn();
            backoff.succeeded();
            return pause;
        } catch (NoAnswer e) {
            return missed(e.trouble());
        } catch (LedgerUnavailable e) {
            stale = true;
            LOG.warn("The master's tables do not answer, site {} waits: {}", site, e.getMessage());
            return AFTER_OUTAGE;
        }
    }

    private Duration missed(String trouble) {
        Duration pause = backoff.failed();
        identified = Instant.EPOCH;
        if (backoff.failures() >= FAILURES_TO_TELL) {
            world.tables().sites().missed(tenant, site, trouble);
            written = Instant.EPOCH;
        }
        if (backoff.failures() == FAILURES_TO_TELL) {
            LOG.warn("Site {} does not answer: {}", site, trouble);
        }
        return pause;
    }

    private Duration turn() throws NoAnswer, InterruptedException {
        Instant now = world.clock().instant();
        if (identified.plus(IDENTIFY).isBefore(now)) {
            identify();
        }
        load(now);
        heldBack = false;
        List<Part> unsent = open.stream()
                .filter(part -> part.standing() == Part.Standing.SUBMITTING)
                .limit(Errands.MAX_SUBMITTED)
                .toList();
        if (!unsent.isEmpty()) {
            stale = true;
            took(errands.submit(unsent, identity));
        }
        for (Part part : open) {
            took(errands.run(part, identity));
        }
        load(world.clock().instant());
        return listen();
    }

    private void took(Errands.Outcome outcome) {
        switch (outcome) {
            case NONE -> {}
            case CHANGED -> stale = true;
            case ANSWERED -> {
                heard(world.clock().instant());
                stale = true;
            }
            case HELD_BACK -> heldBack = true;
        }
    }

    private void load(Instant now) throws NoAnswer {
        if (stale || loaded.plus(RELOAD).isBefore(now)) {
            stale = false;
            open = world.tables().parts().open(tenant, site, MAX_PARTS);
            loaded = now;
            versions.keySet()
                    .retainAll(open.stream()
                            .map(Part::child)
                            .filter(Objects::nonNull)
                            .map(Part.Told::id)
                            .toList());
            if (open.stream().map(Part::child).filter(Objects::nonNull).anyMatch(this::ofAnotherEpoch)) {
                identify(); // Which of both is the older one, the part's or the one that is known here?
            }
        }
    }

    /** What was said in another epoch of the site's job store may be forgotten there, whatever version it has now. */
    private boolean ofAnotherEpoch(Part.Told told) {
        return identity != null && !identity.epochId().equals(told.epochId());
    }

    /** Woken, or something was changed: what is in hand is looked up anew. */
    private void changed(UUID jobId) {
        stale = true;
        world.tables().jobs().settle(jobId);
    }

    private void identify() throws NoAnswer {
        InstallationView view;
        try {
            view = child.installation();
        } catch (Declined e) {
            throw new NoAnswer("lacks_installation");
        }
        if (view.installationId().equals(world.self().installation())
                || view.below().contains(world.self().installation())) {
            throw new NoAnswer("circle");
        }
        if (!world.self().understands(view.version())) {
            throw new NoAnswer("version_apart");
        }
        heard(world.clock().instant());
        SiteTable.Kept kept = world.tables().sites().find(tenant, site).orElse(null);
        if (kept != null && kept.restored(view)) {
            LOG.warn("Site {} was restored from an older backup, or is another installation now.", site);
            world.audit().tell(tenant, "siteRestored", site);
        }
        if (kept != null && kept.differs(view)) {
            world.tables().sites().identified(tenant, site, view);
        }
        identity = view;
        identified = world.clock().instant();
    }

    private void heard(Instant at) {
        heard = at;
        if (written.plus(WRITE_THROUGH).isBefore(at)) {
            world.tables().sites().heard(tenant, site, at);
            written = at;
        }
    }

    private Duration listen() throws NoAnswer, InterruptedException {
        List<Part> followed = open.stream()
                .filter(part -> part.standing() == Part.Standing.FOLLOWED)
                .toList();
        if (followed.isEmpty()) {
            if (heard == null || heard.plus(IDLE).isBefore(world.clock().instant())) {
                identify();
            }
            return heldBack ? HELD_BACK : open.isEmpty() ? IDLE : world.pace().now();
        }
        Instant began = world.clock().instant();
        boolean single = followed.size() <= Child.MAX_ASKED;
        for (int from = 0; from < followed.size(); from += Child.MAX_ASKED) {
            List<Part> asked = followed.subList(from, Math.min(followed.size(), from + Child.MAX_ASKED));
            if (!poll(asked, !single ? Duration.ZERO : heldBack ? HELD_BACK : LONG_POLL)) {
                stale = true;
                return Duration.ZERO;
            }
        }
        Duration left =
                world.pace().now().minus(Duration.between(began, world.clock().instant()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** @return false when it was given up because there is something else to do */
    private boolean poll(List<Part> asked, Duration wait) throws NoAnswer, InterruptedException {
        Map<UUID, Long> known = new LinkedHashMap<>();
        for (Part part : asked) {
            Part.Told told = Objects.requireNonNull(part.child());
            known.put(told.id(), ofAnotherEpoch(told) ? 0 : versions.getOrDefault(told.id(), told.version()));
        }
        CompletableFuture<List<JobStatus>> answer = child.statuses(known, wait);
        answer.whenComplete((done, failure) -> {
            // One that was given up must not be the end of the next one.
            if (!answer.isCancelled()) {
                signal.raise();
            }
        });
        signal.await(wait.plus(IDLE));
        if (!answer.isDone()) {
            answer.cancel(true);
            return false;
        }
        try {
            hear(asked, answer.get());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoAnswer none) {
                throw none;
            }
            throw new NoAnswer(e.getCause() instanceof Declined declined ? declined.problem() : "failed");
        }
    }

    private void hear(List<Part> asked, List<JobStatus> answers) throws NoAnswer {
        Instant at = world.clock().instant();
        heard(at);
        Map<UUID, JobStatus> byId = new HashMap<>();
        answers.forEach(status -> byId.put(status.jobId(), status));
        Map<Part, JobStatus> news = new LinkedHashMap<>();
        List<Part> missing = new ArrayList<>();
        if (answers.stream().anyMatch(now -> now.version() < versions.getOrDefault(now.jobId(), 0L))) {
            identify(); // Versions only grow: it is another store by now, and what it says is of another epoch.
        }
        for (Part part : asked) {
            Part.Told told = Objects.requireNonNull(part.child());
            JobStatus status = byId.get(told.id());
            if (status == null) {
                missing.add(part);
            } else if (isNew(part, told, status)) {
                cover(part, status);
                news.put(part, status);
            }
        }
        take(news, at);
        if (!missing.isEmpty()) {
            lose(missing);
        }
    }

    private boolean isNew(Part part, Part.Told told, JobStatus status) {
        boolean ends = status.state().terminal() && part.verb() == null;
        return ends || ofAnotherEpoch(told) || status.version() != versions.getOrDefault(told.id(), -1L);
    }

    private void take(Map<Part, JobStatus> news, Instant at) {
        if (news.isEmpty()) {
            return;
        }
        world.tables().parts().told(news, identity == null ? null : identity.epochId(), at);
        news.forEach((part, status) -> {
            versions.put(status.jobId(), status.version());
            stale |= ofAnotherEpoch(Objects.requireNonNull(part.child()));
            if (Verdict.turnsOn(part.state()) || Verdict.turnsOn(status.state())) {
                changed(part.jobId());
            }
        });
    }

    /** Before the end of a part is told its receipt is kept, so that whoever sees the end sees the proof. */
    private void cover(Part part, JobStatus status) throws NoAnswer {
        if (!status.state().terminal() || part.verb() != null) {
            return;
        }
        try {
            world.tables()
                    .parts()
                    .covered(part, Coverage.of(child.receipt(status.jobId()), new HashSet<>(part.sources())));
        } catch (Declined e) {
            throw new NoAnswer(e.problem());
        }
    }

    /** The site knows nothing of what it acknowledged: it is another one than it was. */
    private void lose(List<Part> missing) throws NoAnswer {
        identify();
        for (Part part : missing) {
            if (world.tables().parts().lost(part)) {
                LOG.warn("Site {} has lost its part of job {}; it is submitted again.", site, part.jobId());
                world.audit().tell(tenant, "resubmitPart", part.jobId().toString());
                changed(part.jobId());
            } else if (world.tables().parts().lostAgain(part)) {
                changed(part.jobId());
            } else {
                // Another process of this master has seen it first.
                stale = true;
            }
        }
    }
}
