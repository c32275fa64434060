package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.testkit.ChunkRow.StageKey;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Command;
import io.trawl.schemas.Gap;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in memory: the same decisions as the real one, in virtual time, the same for the same calls. One lock
 * stands for the transaction; each feature has a class of its own, this one only opens and closes them.
 */
public final class InMemoryLedger implements Ledger {
    private final LedgerTables tables;
    private final Submissions submissions;
    private final Claims claims;
    private final Starts starts;
    private final Staging staging;
    private final Leases leases;
    private final Acceptances acceptances;
    private final Commands commands;
    private final Cancellations cancellations;
    private final Verbs verbs;
    private final Overruns overruns;
    private final Completions completions;
    private final Reconciliation reconciliation;
    private final ResultReads results;
    private final JobReads reads;
    private final SourceRows sources;
    private final Tolls tolls;
    private final Retirement retirement;
    private @Nullable Lead leader;

    public InMemoryLedger(
            VirtualClock clock, Fences fences, RetryPolicy policy, Duration lease, RandomGenerator random) {
        tables = new LedgerTables(new LedgerRules(clock, fences, policy, lease, random));
        submissions = new Submissions(tables);
        claims = new Claims(tables);
        staging = new Staging(tables);
        starts = new Starts(tables, staging);
        Endings endings = new Endings(tables, staging);
        leases = new Leases(tables, endings);
        acceptances = new Acceptances(tables, endings);
        commands = new Commands(tables, endings, leases);
        completions = new Completions(tables);
        cancellations = new Cancellations(tables, endings);
        verbs = new Verbs(tables, endings);
        overruns = new Overruns(tables, endings);
        reconciliation = new Reconciliation(tables, endings, cancellations, completions);
        results = new ResultReads(tables);
        reads = new JobReads(tables, results);
        sources = new SourceRows(tables);
        tolls = new Tolls(tables);
        retirement = new Retirement(tables);
    }

    /** All rows as they are now. */
    public synchronized LedgerSnapshot snapshot() {
        return LedgerSnapshot.of(tables);
    }

    /** Takes the lead away from whoever has it, without telling. For tests. */
    public synchronized void depose() {
        leader = null;
    }

    /** Puts a job's row alone into a state, as when its tasks have not been reached yet. For tests. */
    public synchronized void force(UUID jobId, JobState state) {
        tables.jobs.get(jobId).state = state;
    }

    /** Rows staged under a key. For tests. */
    public synchronized int staged(long taskId, int attempt, UUID execution, int seq) {
        return tables.stagedRows(new StageKey(taskId, attempt, execution, seq));
    }

    /** What schedules have to know of jobs. */
    public InMemorySchedules.JobsOfRuns jobsOfRuns() {
        return new SubmittedJobs(this, tables);
    }

    // Jobs

    @Override
    public synchronized Submitted submit(NewJob job) {
        return submissions.submit(job);
    }

    @Override
    public synchronized List<JobStatus> status(String tenant, List<UUID> jobIds) {
        return reads.status(tenant, jobIds);
    }

    @Override
    public synchronized Page<JobStatus> jobs(String tenant, JobFilter filter, @Nullable String cursor, int limit) {
        return reads.jobs(tenant, filter, cursor, limit);
    }

    @Override
    public synchronized Optional<JobSpec> spec(UUID jobId) {
        return Optional.ofNullable(tables.jobs.get(jobId)).map(job -> job.spec);
    }

    @Override
    public synchronized Optional<Receipt> receipt(String tenant, UUID jobId) {
        return results.receipt(tenant, jobId);
    }

    @Override
    public synchronized Page<Gap> gaps(String tenant, UUID jobId, @Nullable String cursor, int limit) {
        return results.gaps(tenant, jobId, cursor, limit);
    }

    @Override
    public synchronized Page<ResultPart> resultParts(
            String tenant,
            UUID jobId,
            @Nullable String kind,
            @Nullable String source,
            @Nullable String cursor,
            int limit) {
        return results.parts(tenant, jobId, kind, source, cursor, limit);
    }

    @Override
    public synchronized Page<TaskView> tasks(
            String tenant, UUID jobId, @Nullable TaskFilter filter, @Nullable String cursor, int limit) {
        return reads.tasks(tenant, jobId, filter, cursor, limit);
    }

    @Override
    public synchronized Optional<Changed> cancel(String tenant, UUID jobId) {
        return cancellations.cancel(tenant, jobId, completions, new Facts());
    }

    @Override
    public synchronized Optional<Changed> pause(String tenant, UUID jobId, boolean now) {
        return verbs.pause(tenant, jobId, now);
    }

    @Override
    public synchronized Optional<Changed> resume(String tenant, UUID jobId) {
        return verbs.resume(tenant, jobId);
    }

    @Override
    public synchronized Optional<Changed> retry(String tenant, UUID jobId) {
        return verbs.retry(tenant, jobId);
    }

    @Override
    public synchronized Optional<Changed> acknowledge(String tenant, UUID jobId) {
        return retirement.acknowledge(tenant, jobId);
    }

    @Override
    public synchronized Optional<Forgotten> forgotten(String tenant, UUID jobId) {
        return retirement.forgotten(tenant, jobId);
    }

    // Sources

    @Override
    public synchronized Optional<NamedSource> add(String tenant, NamedSource source) {
        return sources.add(tenant, source);
    }

    @Override
    public synchronized Optional<NamedSource> source(String tenant, String id) {
        return sources.find(tenant, id);
    }

    @Override
    public synchronized Map<String, NamedSource> registered(String tenant, List<String> ids) {
        return sources.registered(tenant, ids);
    }

    @Override
    public synchronized Page<NamedSource> sources(
            String tenant, SourceFilter filter, @Nullable String cursor, int limit) {
        return sources.list(tenant, filter, cursor, limit);
    }

    @Override
    public synchronized SourceChange replace(String tenant, NamedSource source, long version) {
        return sources.replace(tenant, source, version);
    }

    @Override
    public synchronized SourceChange remove(String tenant, String id, long version) {
        return sources.remove(tenant, id, version);
    }

    // Assignment

    @Override
    public synchronized int admit(int limit) {
        return submissions.admit(limit);
    }

    @Override
    public synchronized Optional<Leadership> lead() {
        if (leader != null) {
            return Optional.empty();
        }
        leader = new Lead();
        return Optional.of(leader);
    }

    @Override
    public synchronized Backlog backlog(int dueLimit) {
        return new Backlogs(tables).backlog(dueLimit);
    }

    private synchronized List<Claimed> claim(Lead lead, List<Grant> grants) throws LeadershipLost {
        if (!tables.rules.fences().hold(Fence.CLAIM_LEADER, leader == lead)) {
            throw new LeadershipLost("Another leads; close this and ask for the lead again.");
        }
        return claims.claim(grants);
    }

    private synchronized void resign(Lead lead) {
        leader = leader == lead ? null : leader;
    }

    private final class Lead implements Leadership {
        @Override
        public List<Claimed> claim(List<Grant> grants) throws LeadershipLost {
            return InMemoryLedger.this.claim(this, grants);
        }

        @Override
        public void close() {
            resign(this);
        }
    }

    // Workers

    @Override
    public synchronized Duration openLease(WorkerInfo worker) {
        return leases.open(worker);
    }

    @Override
    public synchronized Optional<Renewed> renew(Heartbeat heartbeat) {
        Facts facts = new Facts();
        Optional<Renewed> renewed = leases.renew(heartbeat, facts);
        completions.follow(facts);
        return renewed;
    }

    @Override
    public synchronized void closeLease(UUID worker) {
        Facts facts = new Facts();
        leases.close(worker, facts);
        completions.follow(facts);
    }

    @Override
    public synchronized int revokeLeases(String workerName) {
        Facts facts = new Facts();
        int revoked = leases.revoke(workerName, facts);
        completions.follow(facts);
        return revoked;
    }

    @Override
    public synchronized List<StartAnswer> start(List<StartRequest> requests) {
        return requests.stream().map(starts::start).toList();
    }

    @Override
    public synchronized List<Record> inputs(TaskInputs task, long from, int limit) {
        return staging.inputs(task.ranges(), from, limit);
    }

    @Override
    public synchronized boolean stage(StagedChunk chunk) {
        return staging.stage(chunk);
    }

    @Override
    public synchronized Toll pay(String tenant, String source, long bytes, long rows) {
        return tolls.pay(tenant, source, bytes, rows);
    }

    // Progress and commands

    @Override
    public synchronized Acceptance accept(List<Report> reports) {
        Facts facts = new Facts();
        List<Verdict> verdicts = acceptances.accept(reports, facts);
        completions.follow(facts);
        return new Acceptance(verdicts, facts.events());
    }

    @Override
    public synchronized Applied apply(List<Command> proposals) {
        Facts facts = new Facts();
        int taken = commands.apply(proposals, facts);
        completions.follow(facts);
        return new Applied(taken, facts.events());
    }

    // Reconciliation

    @Override
    public synchronized Reconciled redispatch(Duration bound, int limit) {
        return reconciled(facts -> reconciliation.redispatch(bound, limit, facts));
    }

    @Override
    public synchronized Reconciled undeliverable(List<WorkPacket> packets) {
        return reconciled(facts -> reconciliation.undeliverable(packets, facts));
    }

    @Override
    public synchronized Reconciled loseExpired(int limit) {
        return reconciled(facts -> reconciliation.loseExpired(limit, facts));
    }

    @Override
    public synchronized Reconciled announceUnscheduled(Duration bound, int limit) {
        return reconciled(facts -> reconciliation.announceUnscheduled(bound, limit, facts));
    }

    @Override
    public synchronized Reconciled announceRunning(Duration bound, int limit) {
        return reconciled(facts -> reconciliation.announceRunning(bound, limit, facts));
    }

    @Override
    public synchronized Reconciled enforceLimits(int limit) {
        return reconciled(facts -> overruns.enforce(limit, facts));
    }

    @Override
    public synchronized Reconciled settle(int limit) {
        return reconciled(facts -> reconciliation.settle(limit, facts));
    }

    // Retention

    @Override
    public synchronized int retire(Duration age, Duration retryable, int limit) {
        return retirement.retire(age, retryable, limit);
    }

    @Override
    public synchronized int forget(Duration keep, int limit) {
        return retirement.forget(keep, limit);
    }

    @Override
    public synchronized int sweep(int limit) {
        return retirement.sweep(limit);
    }

    @Override
    public synchronized int clear(Duration known, Duration unused, int limit) {
        return retirement.clear(known, unused, limit);
    }

    private Reconciled reconciled(ToIntFunction<Facts> step) {
        Facts facts = new Facts();
        int rows = step.applyAsInt(facts);
        completions.follow(facts);
        return new Reconciled(rows, facts.events());
    }
}
