package io.trawl.federation;

import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.federation.Child.Declined;
import io.trawl.federation.Child.NoAnswer;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The proof of coverage over all sites: of parts that have ended the one that is kept, of others what their sites say at
 * the moment. A source of a site that was given up, or that refused, counts as one record that failed: its root.
 */
final class Receipts {
    static final String GIVEN_UP = "site_given_up";
    static final String REFUSED = "site_refused";

    private final PartTable table;
    private final Links links;

    Receipts(PartTable table, Links links) {
        this.table = table;
        this.links = links;
    }

    /** @param firstPhase of the workload, which reads the roots of the sources */
    Receipt of(JobTable.Kept job, List<Part> parts, String firstPhase) {
        List<Optional<Coverage>> coverages = coverages(parts);
        List<Receipt.Line> lines = new ArrayList<>();
        Map<String, Long> results = new TreeMap<>();
        long gaps = 0;
        boolean complete = job.state().terminal();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Optional<Coverage> known = coverages.get(i);
            if (known.isPresent()) {
                lines.addAll(known.get().lines());
                gaps += known.get().gapsTotal();
            } else if (part.settled()) {
                part.sources().forEach(source -> lines.add(lost(part, source, firstPhase)));
                gaps += part.sources().size();
            }
            complete &= part.standing() == Part.Standing.ENDED
                    && known.map(Coverage::complete).orElse(false);
            part.word().results().forEach((kind, count) -> results.merge(kind, count, Long::sum));
        }
        return new Receipt(
                Receipt.VERSION,
                job.jobId(),
                Objects.requireNonNull(job.request().name()),
                job.request().workload(),
                job.state(),
                job.revision(),
                complete,
                job.createdAt(),
                job.endedAt(),
                ordered(lines),
                gaps,
                results);
    }

    private static Receipt.Line lost(Part part, String source, String firstPhase) {
        return new Receipt.Line(
                firstPhase, source, new RecordCounts(1, 0, 0, 1, 0), Map.of(), Map.of(reason(part), 1L), Map.of(), 0);
    }

    private static String reason(Part part) {
        return part.standing() == Part.Standing.REFUSED ? REFUSED : GIVEN_UP;
    }

    /** By phase in the order in which sites name them, then by source. */
    private static List<Receipt.Line> ordered(List<Receipt.Line> lines) {
        List<String> phases = lines.stream().map(Receipt.Line::phase).distinct().toList();
        return lines.stream()
                .sorted((one, other) -> {
                    int byPhase = Integer.compare(phases.indexOf(one.phase()), phases.indexOf(other.phase()));
                    return byPhase != 0 ? byPhase : one.source().compareTo(other.source());
                })
                .toList();
    }

    /** What the master itself knows to be missing. */
    static List<Gap> gaps(List<Part> parts, String firstPhase) {
        List<Gap> gaps = new ArrayList<>();
        for (Part part : parts) {
            boolean lost = part.standing() == Part.Standing.REFUSED
                    || (part.givenUp() && part.standing() != Part.Standing.ENDED);
            if (lost) {
                part.sources()
                        .forEach(source -> gaps.add(
                                new Gap(firstPhase, source, Outcome.FAILED, reason(part), "site " + part.site())));
            }
        }
        return gaps;
    }

    private List<Optional<Coverage>> coverages(List<Part> parts) {
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Coverage>>> answers = parts.stream()
                    .map(part -> asking.submit((Callable<Optional<Coverage>>) () -> coverage(part)))
                    .toList();
            return answers.stream().map(Receipts::got).toList();
        }
    }

    private static Optional<Coverage> got(Future<Optional<Coverage>> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new LedgerUnavailable("A part of the receipt could not be looked up.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("Interrupted while looking up a receipt.", e);
        }
    }

    private Optional<Coverage> coverage(Part part) {
        if (part.covered()) {
            return table.coverage(part.jobId(), part.site());
        }
        if (part.standing() != Part.Standing.FOLLOWED || part.givenUp() || part.state() == JobState.PENDING) {
            return Optional.empty();
        }
        Optional<Child> child = links.child(part.tenant(), part.site());
        if (child.isEmpty() || part.child() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Coverage.of(child.get().receipt(part.child().id()), new HashSet<>(part.sources())));
        } catch (NoAnswer | Declined e) {
            return Optional.empty();
        }
    }
}
