package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.AssignLedger.Claimed;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.AssignLedger.LeadershipLost;
import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.ledger.ProgressLedger.Acceptance;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Budget;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.Report;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ledger with the words a test needs: jobs are given, tasks claimed, attempts started, chunks reported. Every start
 * has a worker of its own, with a fresh lease, so that time may be moved freely between two of them.
 */
public final class Scenario implements AutoCloseable {
    static final Duration LONG = Duration.ofHours(1);
    static final Duration MOMENT = Duration.ofSeconds(1);
    /** A ledger that never comes to an end is to fail its test, not to hang it. */
    static final int MAX_ROUNDS = 50;

    private final LedgerUnderTest under;
    private final Duration lease;
    private final String tenant = "tenant-" + UUID.randomUUID();
    private @Nullable Leadership lead;

    Scenario(LedgerUnderTest under, Duration lease) {
        this.under = under;
        this.lease = lease;
    }

    Ledger ledger() {
        return under.ledger();
    }

    ScheduleLedger schedules() {
        return under.schedules();
    }

    LedgerUnderTest under() {
        return under;
    }

    String tenant() {
        return tenant;
    }

    void advance(Duration by) {
        under.advance(by);
    }

    /** Lets every lease run out that is open now. */
    void outliveLeases() {
        under.advance(lease.plus(MOMENT));
    }

    /** Half of a lease passes: long enough for a renewal to matter. */
    void halfALease() {
        under.advance(lease.dividedBy(2));
    }

    // Jobs

    static PhasePlan phase(String name, PhaseMode mode) {
        return new PhasePlan(name, mode, new BatchPolicy(100, 1_000, Duration.ZERO), Duration.ofMinutes(10));
    }

    static List<PhasePlan> phases(PhaseMode second) {
        return List.of(phase("find", PhaseMode.STREAMING), phase("read", second));
    }

    static SourceSpec source(String id) {
        return SourceSpec.of(id, "test", Map.of("root", "/srv"));
    }

    static SourceSpec source(String id, int budget) {
        return new SourceSpec(id, "test", Map.of(), new Budget(budget), null, null);
    }

    JobDraft job(String... sources) {
        return new JobDraft(this, Stream.of(sources).map(Scenario::source).toList());
    }

    JobDraft job(SourceSpec... sources) {
        return new JobDraft(this, List.of(sources));
    }

    /** A job of two streaming phases that is RUNNING. */
    JobActor running(String... sources) {
        return job(sources).admitted();
    }

    // Assignment

    Leadership lead() {
        if (lead == null) {
            lead = ledger().lead().orElseThrow(() -> new AssertionError("Nobody leads, and yet the lead is refused."));
        }
        return lead;
    }

    List<Claimed> claim(Grant... grants) {
        try {
            return lead().claim(List.of(grants));
        } catch (LeadershipLost e) {
            throw new AssertionError("The leader is refused to claim.", e);
        }
    }

    List<WorkPacket> claim(JobActor job, int phase, String source, int tasks) {
        return claim(new Grant(new GroupKey(job.id(), phase, source), tasks, false)).stream()
                .map(Claimed::packet)
                .toList();
    }

    List<WorkPacket> claimSolo(JobActor job, int phase, String source) {
        return claim(new Grant(new GroupKey(job.id(), phase, source), 1, true)).stream()
                .map(Claimed::packet)
                .toList();
    }

    WorkPacket claimOne(JobActor job, int phase, String source) {
        List<WorkPacket> packets = claim(job, phase, source, 1);
        assertThat(packets)
                .as("a claimable task of phase %d at %s", phase, source)
                .hasSize(1);
        return packets.getFirst();
    }

    // Workers

    WorkerActor worker() {
        return worker("w");
    }

    WorkerActor worker(String name) {
        return new WorkerActor(this, name);
    }

    AttemptActor start(WorkPacket packet) {
        return worker().start(packet);
    }

    AttemptActor startNext(JobActor job, int phase, String source) {
        return start(claimOne(job, phase, source));
    }

    AttemptActor startSolo(JobActor job, int phase, String source) {
        List<WorkPacket> packets = claimSolo(job, phase, source);
        assertThat(packets).as("a solo task").hasSize(1);
        return start(packets.getFirst());
    }

    /** The handler fails on the one record of a task until it is given up. */
    void kill(JobActor job, int phase, String source) {
        int dead = job.tasks(TaskState.DEAD).size();
        for (int round = 0; job.tasks(TaskState.DEAD).size() == dead && round < MAX_ROUNDS; round++) {
            startNext(job, phase, source).fails("error:Broken");
            advance(LONG);
        }
    }

    /** Works off phase 0 of a source: its root was processed and these records were found. */
    List<Event.ChunkAccepted> found(JobActor job, String source, String... names) {
        AttemptActor root = startNext(job, 0, source);
        return chunks(accept(root.next().emits(names).processed(1).done()));
    }

    /** As {@link #found}, and one task of phase 1 was made of them. */
    void given(JobActor job, String source, String... names) {
        found(job, source, names).forEach(this::schedule);
    }

    // Progress and commands

    Acceptance accept(Report... reports) {
        return ledger().accept(List.of(reports));
    }

    Verdict.Kind verdict(Report report) {
        return accept(report).verdicts().getFirst().kind();
    }

    static List<Event.ChunkAccepted> chunks(Acceptance acceptance) {
        return only(acceptance.events(), Event.ChunkAccepted.class);
    }

    static <E extends Event> List<E> only(List<Event> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    int apply(Command... commands) {
        return ledger().apply(List.of(commands)).taken();
    }

    int schedule(Event.ChunkAccepted chunk) {
        return apply(scheduling(chunk, chunk.from(), chunk.records()));
    }

    static Command.Schedule scheduling(Event.ChunkAccepted chunk, int from, int to) {
        return scheduling(chunk, List.of(new InputRange(chunk.chunkId(), from, to)));
    }

    static Command.Schedule scheduling(Event.ChunkAccepted like, List<InputRange> ranges) {
        return new Command.Schedule(like.jobId(), like.nextPhase(), like.source(), ranges);
    }

    /** Works a job off until nothing more can be claimed: every record is processed and publishes one result. */
    void drain(JobActor job) {
        boolean again = true;
        for (int round = 0; again && round < MAX_ROUNDS; round++) {
            advance(LONG);
            List<Event> waiting =
                    ledger().announceUnscheduled(Duration.ZERO, 1_000).events();
            only(waiting, Event.ChunkAccepted.class).stream()
                    .filter(chunk -> chunk.jobId().equals(job.id()))
                    .forEach(this::schedule);
            List<WorkPacket> packets = claimAll(job);
            packets.forEach(packet -> accept(start(packet).rest()));
            again = !packets.isEmpty();
        }
    }

    List<WorkPacket> claimAll(JobActor job) {
        List<Grant> grants = new ArrayList<>();
        ledger().backlog(100).groups().stream()
                .filter(group -> group.key().jobId().equals(job.id()))
                .forEach(group -> {
                    grants.add(new Grant(group.key(), group.due(), false));
                    grants.add(new Grant(group.key(), 1, true));
                });
        return claim(grants.toArray(Grant[]::new)).stream().map(Claimed::packet).toList();
    }

    @Override
    public void close() {
        if (lead != null) {
            lead.close();
        }
        under.close();
    }
}
