package io.trawl.federation;

import io.trawl.schemas.JobStatus;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.SiteProgress;
import io.trawl.schemas.SiteProgress.Standing;
import io.trawl.schemas.Throughput;
import io.trawl.schemas.Throughput.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One view of a job over all its sites. */
final class Aggregate {
    private static final String DONE = "DONE";
    private static final String PENDING = "PENDING";
    private static final String RUNNING = "RUNNING";

    private Aggregate() {}

    /** What is known of a site: whether it answers, and when it did last; null when it never did. */
    record Reach(
            boolean reachable,
            @Nullable Instant lastWord,
            @Nullable String trouble) {
        /** With what was heard since it was written down. */
        Reach heard(Optional<Instant> since) {
            return since.filter(at -> lastWord == null || at.isAfter(lastWord))
                    .map(at -> new Reach(reachable, at, trouble))
                    .orElse(this);
        }
    }

    /** @param reach per site; a site that is registered no more is absent */
    static JobStatus status(JobTable.Kept job, List<Part> parts, Map<String, Reach> reach, Instant now) {
        List<SiteProgress> sites = parts.stream()
                .map(part -> progress(part, reach.get(part.site()), now))
                .toList();
        return new JobStatus(
                job.jobId(),
                Objects.requireNonNull(job.request().name()),
                job.request().workload(),
                job.state(),
                Objects.requireNonNull(job.request().priority()),
                job.request().labels(),
                job.version(),
                job.createdAt(),
                job.updatedAt(),
                job.endedAt(),
                eta(job, parts),
                phases(parts),
                results(parts),
                job.reason(),
                sites);
    }

    private static SiteProgress progress(Part part, @Nullable Reach reach, Instant now) {
        Part.Told told = part.child();
        Instant last = lastWord(part, reach);
        return new SiteProgress(
                part.site(),
                part.sources(),
                standing(part, reach),
                told == null ? null : told.id(),
                part.state(),
                last,
                last == null ? null : Math.max(0, Duration.between(last, now).toSeconds()),
                part.settled() ? null : part.word().etaS(),
                part.word().phases(),
                part.word().results(),
                reason(part, reach));
    }

    private static Standing standing(Part part, @Nullable Reach reach) {
        return switch (part.standing()) {
            case ENDED -> Standing.ENDED;
            case REFUSED -> Standing.REFUSED;
            case SUBMITTING, FOLLOWED -> {
                if (part.givenUp()) {
                    yield Standing.GIVEN_UP;
                }
                boolean away = reach == null || (!reach.reachable() && reach.trouble() != null);
                if (away) {
                    yield Standing.UNREACHABLE;
                }
                yield part.standing() == Part.Standing.FOLLOWED ? Standing.FOLLOWED : Standing.SUBMITTING;
            }
        };
    }

    /** A site that answered at all answered about each part that it has: no news is news. */
    private static @Nullable Instant lastWord(Part part, @Nullable Reach reach) {
        Instant own = part.child() == null ? null : part.child().lastWord();
        Instant site = reach == null ? null : reach.lastWord();
        boolean followed = part.standing() == Part.Standing.FOLLOWED;
        if (!followed || site == null || own == null) {
            return own;
        }
        return site.isAfter(own) ? site : own;
    }

    private static @Nullable String reason(Part part, @Nullable Reach reach) {
        if (part.reason() != null) {
            return part.reason();
        }
        boolean waits = part.standing() == Part.Standing.SUBMITTING || part.standing() == Part.Standing.FOLLOWED;
        return waits && reach != null && !reach.reachable() ? reach.trouble() : null;
    }

    /** Of the slowest; unknown as long as one of them is. */
    private static @Nullable Long eta(JobTable.Kept job, List<Part> parts) {
        List<Part> open = parts.stream().filter(part -> !part.settled()).toList();
        boolean unknown = job.state().terminal()
                || open.isEmpty()
                || open.stream().anyMatch(part -> part.word().etaS() == null);
        return unknown
                ? null
                : open.stream()
                        .mapToLong(part -> Objects.requireNonNull(part.word().etaS()))
                        .max()
                        .orElseThrow();
    }

    private static Map<String, Long> results(List<Part> parts) {
        Map<String, Long> sum = new TreeMap<>();
        parts.forEach(part -> part.word().results().forEach((kind, count) -> sum.merge(kind, count, Long::sum)));
        return sum;
    }

    private static List<PhaseStatus> phases(List<Part> parts) {
        Map<String, List<PhaseStatus>> byName = new LinkedHashMap<>();
        parts.forEach(part -> part.word()
                .phases()
                .forEach(phase -> byName.computeIfAbsent(phase.phase(), name -> new ArrayList<>())
                        .add(phase)));
        boolean silent = parts.stream()
                .anyMatch(part -> !part.settled() && part.word().phases().isEmpty());
        return byName.values().stream().map(same -> sum(same, silent)).toList();
    }

    /** @param silent whether a site has not told of its phases yet: then none is over */
    private static PhaseStatus sum(List<PhaseStatus> same, boolean silent) {
        Map<String, Long> tasks = new TreeMap<>();
        RecordCounts records = RecordCounts.NONE;
        long bytes = 0;
        Throughput rate = null;
        for (PhaseStatus phase : same) {
            phase.tasks().forEach((state, count) -> tasks.merge(state, count, Long::sum));
            records = records.plus(phase.records());
            bytes += phase.bytes();
            rate = plus(rate, phase.throughput());
        }
        return new PhaseStatus(same.getFirst().phase(), state(same, silent), tasks, records, bytes, rate);
    }

    private static String state(List<PhaseStatus> same, boolean silent) {
        if (!silent && same.stream().allMatch(phase -> phase.state().equals(DONE))) {
            return DONE;
        }
        return same.stream().allMatch(phase -> phase.state().equals(PENDING)) ? PENDING : RUNNING;
    }

    private static @Nullable Throughput plus(@Nullable Throughput one, @Nullable Throughput other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Throughput(plus(one.recent(), other.recent()), plus(one.steady(), other.steady()));
    }

    private static Pace plus(Pace one, Pace other) {
        return new Pace(one.recordsPerS() + other.recordsPerS(), one.tasksPerS() + other.tasksPerS());
    }
}
