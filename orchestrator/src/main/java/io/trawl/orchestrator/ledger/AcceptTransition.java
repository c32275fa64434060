package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.ProgressLedger;
import io.trawl.engine.ledger.ProgressLedger.Acceptance;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Judges reports under the locks of their jobs and tasks, and books those that are taken. */
final class AcceptTransition {
    private final Database database;
    private final Fences fences;
    private final PlainEnds plain;
    private final AcceptedWriter writer;
    private final RetryRule rule;
    private final Completion completion;

    AcceptTransition(Database database, RetryPolicy policy, RandomGenerator random, Completion completion) {
        this.database = database;
        this.fences = database.fences();
        this.plain = new PlainEnds(database);
        this.writer = new AcceptedWriter(database);
        this.rule = new RetryRule(policy, database.fences(), random);
        this.completion = completion;
    }

    /** What the transaction answers, before completion has had its look. */
    private record Taken(List<Verdict> verdicts, Effect effect) {}

    Acceptance accept(List<Report> reports) {
        if (reports.size() > ProgressLedger.MAX_REPORTS) {
            throw new IllegalArgumentException("At most " + ProgressLedger.MAX_REPORTS
                    + " reports are taken in one call, got " + reports.size() + "; send them in several.");
        }
        Taken taken = database.inTransaction(handle -> take(handle, reports));
        return new Acceptance(taken.verdicts(), completion.follow(taken.effect()));
    }

    private Taken take(Handle handle, List<Report> reports) {
        Map<UUID, JobRow> jobs = JobLocks.share(handle, reports.stream().map(Report::jobId));
        Accepted accepted = new Accepted();
        Set<Long> ended = plain.take(handle, jobs, reports, accepted);
        List<Report> rest = reports.stream()
                .filter(report -> !ended.contains(report.taskId()))
                .toList();
        Iterator<Verdict> judged = judge(handle, jobs, rest, accepted).iterator();
        List<Verdict> verdicts = reports.stream()
                .map(report -> ended.contains(report.taskId()) ? accepted(report) : judged.next())
                .toList();
        return new Taken(verdicts, writer.write(handle, accepted));
    }

    private static Verdict accepted(Report report) {
        return new Verdict(
                report.taskId(),
                report.attempt(),
                report.execution(),
                report.seq(),
                Verdict.Kind.ACCEPTED,
                report.seq());
    }

    private List<Verdict> judge(Handle handle, Map<UUID, JobRow> jobs, List<Report> reports, Accepted accepted) {
        Map<Long, AttemptInHand> hands = lock(handle, jobs, reports);
        accepted.count(handle, reports, report -> {
            AttemptInHand hand = inHand(hands, report);
            return hand == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(hand.job().bucket());
        });
        Verdict.Kind[] kinds = new Verdict.Kind[reports.size()];
        // By seq, so that a run that arrives out of order in one batch is taken whole.
        IntStream.range(0, reports.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> reports.get(i).seq()))
                .forEach(i -> kinds[i] = judge(inHand(hands, reports.get(i)), reports.get(i), accepted));
        hands.values().forEach(accepted::close);
        List<Verdict> verdicts = new ArrayList<>(kinds.length);
        for (int i = 0; i < kinds.length; i++) {
            verdicts.add(verdict(inHand(hands, reports.get(i)), reports.get(i), kinds[i]));
        }
        return verdicts;
    }

    private static Map<Long, AttemptInHand> lock(Handle handle, Map<UUID, JobRow> jobs, List<Report> reports) {
        long[] ids = reports.stream().mapToLong(Report::taskId).distinct().toArray();
        Map<Long, AttemptInHand> hands = new HashMap<>();
        TaskRows.lock(handle, ids).forEach((id, row) -> {
            JobRow job = jobs.get(row.key().jobId());
            if (job != null) {
                hands.put(id, new AttemptInHand(job, row));
            }
        });
        return hands;
    }

    private static @Nullable AttemptInHand inHand(Map<Long, AttemptInHand> hands, Report report) {
        AttemptInHand hand = hands.get(report.taskId());
        return hand != null && hand.job().jobId().equals(report.jobId()) ? hand : null;
    }

    private static Verdict verdict(@Nullable AttemptInHand hand, Report report, Verdict.Kind kind) {
        return hand == null
                ? new Verdict(report.taskId(), report.attempt(), report.execution(), report.seq(), kind, 0)
                : hand.verdict(report, kind);
    }

    private Verdict.Kind judge(@Nullable AttemptInHand hand, Report report, Accepted accepted) {
        if (hand == null) {
            return Verdict.Kind.FENCED;
        }
        if (!counts(hand, report)) {
            return hand.tookBefore(report) ? Verdict.Kind.ACCEPTED : Verdict.Kind.FENCED;
        }
        int last = hand.row().attempt().lastSeq();
        if (!fences.hold(Fence.ACCEPT_SEQ, report.seq() == last + 1)) {
            return report.seq() <= last ? Verdict.Kind.ACCEPTED : Verdict.Kind.AHEAD;
        }
        if (!fences.hold(Fence.ACCEPT_ROWS, accepted.staged(report).matches(report))) {
            return Verdict.Kind.AHEAD;
        }
        if (contradicts(hand, report)) {
            // Nothing this attempt says can be booked: let another one begin at the checkpoint.
            hand.leave(TaskState.ABORTING, false);
            accepted.changes().move(TaskAfter.to(TaskState.ABORTING, hand.row()));
            return Verdict.Kind.FENCED;
        }
        take(hand, report, accepted);
        return Verdict.Kind.ACCEPTED;
    }

    private boolean counts(AttemptInHand hand, Report report) {
        TaskRow.Attempt attempt = hand.row().attempt();
        return fences.hold(Fence.ACCEPT_RUNNING, hand.state() == TaskState.RUNNING)
                && fences.hold(Fence.ACCEPT_ATTEMPT, attempt.number() == report.attempt())
                && fences.hold(Fence.ACCEPT_EXECUTION, report.execution().equals(attempt.execution()))
                && fences.hold(Fence.ACCEPT_JOB_ALIVE, hand.job().alive());
    }

    /** The outcomes counted must be those the checkpoint moves over. */
    private boolean contradicts(AttemptInHand hand, Report report) {
        if (report.kind() == Report.Kind.FAILED || report.kind() == Report.Kind.HANDED_BACK) {
            return false;
        }
        TaskRow.Work work = hand.row().work();
        long done = report.checkpoint().recordsDone();
        long moved = done - work.checkpoint().recordsDone();
        boolean allInputs = report.kind() != Report.Kind.DONE || done == work.records();
        return moved < 0
                || done > work.records()
                || moved != report.tally().inputs()
                || !fences.hold(Fence.FINISH_ALL_INPUTS, allInputs);
    }

    private void take(AttemptInHand hand, Report report, Accepted accepted) {
        hand.take(report);
        TaskChanges changes = accepted.changes();
        switch (report.kind()) {
            case CHUNK -> accepted.book(hand, report);
            case DONE -> {
                accepted.book(hand, report);
                hand.leave(TaskState.DONE, true);
                changes.move(
                        new TaskAfter(hand.row(), TaskState.DONE, hand.row().trouble(), 0, true));
            }
            case FAILED -> {
                hand.leave(TaskState.PENDING, true);
                rule.failed(changes, hand.row(), report.reason() == null ? "failed" : report.reason());
            }
            case HANDED_BACK -> {
                hand.leave(TaskState.PENDING, true);
                RetryRule.released(changes, hand.row(), hand.job(), true);
            }
        }
    }
}
