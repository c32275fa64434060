package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.CommandLedger;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.Split;
import io.trawl.engine.workload.Record;
import io.trawl.orchestrator.ledger.InputReader.Wanted;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.Gap;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The ledger on PostgreSQL; {@link LedgerMigrations} has made its tables. Safe for use by many threads. */
public final class PostgresLedger implements Ledger {
    private final Database database;
    private final Completion completion;
    private final SubmitTransition submit;
    private final AdmitTransition admit;
    private final ClaimTransition claim;
    private final StartTransition start;
    private final StageTransition stage;
    private final AcceptTransition accept;
    private final ScheduleTransition schedule;
    private final AbortTransition abort;
    private final Leases leases;
    private final RenewTransition renew;
    private final RedispatchTransition redispatch;
    private final CancelTransition cancel;
    private final PauseTransition pause;
    private final RetryTransition retry;
    private final LimitTransition limits;
    private final SettleTransition settle;
    private final Announcements announcements;
    private final BacklogQuery backlog;
    private final StatusQuery status;
    private final JobQuery jobs;
    private final ListingQuery listings;
    private final SourceStore sources;
    private final TollBooth tolls;
    private final Buckets buckets;
    private final Forgetting forgetting;

    /**
     * @param dataSource a pool of sessions; not behind a proxy that shares sessions between transactions, since the
     *     lead is a lock of its session
     * @param lease length of a worker's lease
     * @param random of backoffs and of pauses between tries
     */
    public PostgresLedger(
            DataSource dataSource, Fences fences, RetryPolicy policy, Duration lease, RandomGenerator random) {
        this(new Database(dataSource, fences, SqlClock.SERVER, random), policy, lease, random);
    }

    PostgresLedger(Database database, RetryPolicy policy, Duration lease, RandomGenerator random) {
        this.database = database;
        this.completion = new Completion(database);
        this.submit = new SubmitTransition(database);
        this.admit = new AdmitTransition(database);
        this.claim = new ClaimTransition(database);
        this.start = new StartTransition(database);
        this.stage = new StageTransition(database);
        this.accept = new AcceptTransition(database, policy, random, completion);
        this.schedule = new ScheduleTransition(database);
        this.abort = new AbortTransition(database);
        this.leases = new Leases(database, policy, lease, random);
        this.renew = new RenewTransition(database, policy, lease, random);
        this.redispatch = new RedispatchTransition(database, policy, random);
        this.cancel = new CancelTransition(database, completion);
        this.pause = new PauseTransition(database);
        this.retry = new RetryTransition(database);
        this.limits = new LimitTransition(database, completion);
        this.settle = new SettleTransition(database, cancel, completion);
        this.announcements = new Announcements(database);
        this.backlog = new BacklogQuery(database);
        this.status = new StatusQuery(database);
        this.jobs = new JobQuery(database);
        this.listings = new ListingQuery(database);
        this.sources = new SourceStore(database);
        this.tolls = new TollBooth(database);
        this.buckets = new Buckets(database);
        this.forgetting = new Forgetting(database);
    }

    // Jobs

    @Override
    public Submitted submit(NewJob job) {
        return submit.submit(job);
    }

    @Override
    public List<JobStatus> status(String tenant, List<UUID> jobIds) {
        return status.status(tenant, jobIds);
    }

    @Override
    public Page<JobStatus> jobs(String tenant, JobFilter filter, @Nullable String cursor, int limit) {
        return status.newest(tenant, filter, cursor, limit);
    }

    @Override
    public Optional<JobSpec> spec(UUID jobId) {
        return jobs.spec(jobId);
    }

    @Override
    public Optional<Receipt> receipt(String tenant, UUID jobId) {
        return jobs.receipt(tenant, jobId);
    }

    @Override
    public Page<Gap> gaps(String tenant, UUID jobId, @Nullable String cursor, int limit) {
        return listings.gaps(tenant, jobId, cursor, limit);
    }

    @Override
    public Page<ResultPart> resultParts(
            String tenant,
            UUID jobId,
            @Nullable String kind,
            @Nullable String source,
            @Nullable String cursor,
            int limit) {
        return listings.results(tenant, jobId, new ListingQuery.ResultFilter(kind, source), cursor, limit);
    }

    @Override
    public Page<TaskView> tasks(
            String tenant, UUID jobId, @Nullable TaskFilter filter, @Nullable String cursor, int limit) {
        return listings.tasks(tenant, jobId, filter, cursor, limit);
    }

    @Override
    public Optional<Changed> cancel(String tenant, UUID jobId) {
        return cancel.cancel(tenant, jobId);
    }

    @Override
    public Optional<Changed> pause(String tenant, UUID jobId, boolean now) {
        return pause.pause(tenant, jobId, now);
    }

    @Override
    public Optional<Changed> resume(String tenant, UUID jobId) {
        return pause.resume(tenant, jobId);
    }

    @Override
    public Optional<Changed> retry(String tenant, UUID jobId) {
        return retry.retry(tenant, jobId);
    }

    @Override
    public Optional<Forgotten> forgotten(String tenant, UUID jobId) {
        return forgetting.forgotten(tenant, jobId);
    }

    @Override
    public Optional<Changed> acknowledge(String tenant, UUID jobId) {
        return forgetting.acknowledge(tenant, jobId);
    }

    // Sources

    @Override
    public Optional<NamedSource> add(String tenant, NamedSource source) {
        return sources.add(tenant, source);
    }

    @Override
    public Optional<NamedSource> source(String tenant, String id) {
        return sources.find(tenant, id);
    }

    @Override
    public Map<String, NamedSource> registered(String tenant, List<String> ids) {
        return sources.registered(tenant, ids);
    }

    @Override
    public Page<NamedSource> sources(String tenant, SourceFilter filter, @Nullable String cursor, int limit) {
        return sources.list(tenant, filter, cursor, limit);
    }

    @Override
    public SourceChange replace(String tenant, NamedSource source, long version) {
        return sources.replace(tenant, source, version);
    }

    @Override
    public SourceChange remove(String tenant, String id, long version) {
        return sources.remove(tenant, id, version);
    }

    @Override
    public List<String> addAll(String tenant, List<NamedSource> all) {
        return sources.addAll(tenant, all);
    }

    @Override
    public void removeAll(String tenant, List<NamedSource> all) {
        sources.removeAll(tenant, all);
    }

    // Assignment

    @Override
    public int admit(int limit) {
        return admit.admit(limit);
    }

    @Override
    public Optional<Leadership> lead() {
        return AdvisoryLeadership.take(database, claim);
    }

    @Override
    public Backlog backlog(int dueLimit) {
        return backlog.backlog(dueLimit);
    }

    // Workers

    @Override
    public Duration openLease(WorkerInfo worker) {
        return leases.open(worker);
    }

    @Override
    public Optional<Renewed> renew(Heartbeat heartbeat) {
        RenewTransition.Answer answer = renew.renew(heartbeat);
        completion.follow(answer.effect());
        return answer.renewed();
    }

    @Override
    public void closeLease(UUID worker) {
        completion.follow(leases.close(worker));
    }

    @Override
    public int revokeLeases(String workerName) {
        Effect effect = leases.revoke(workerName);
        completion.follow(effect);
        return effect.rows();
    }

    @Override
    public List<StartAnswer> start(List<StartRequest> requests) {
        return requests.isEmpty() ? List.of() : start.start(requests);
    }

    @Override
    public List<Record> inputs(TaskInputs task, long from, int limit) {
        List<Wanted> wanted = Split.slice(task.ranges(), from, from + limit).stream()
                .map(range -> new Wanted(0, range))
                .toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        return database.read(handle -> InputReader.read(handle, task.bucket(), wanted))
                .getOrDefault(0L, List.of());
    }

    @Override
    public boolean stage(StagedChunk chunk) {
        return stage.stage(chunk);
    }

    @Override
    public Toll pay(String tenant, String source, long bytes, long rows) {
        return tolls.pay(tenant, source, bytes, rows);
    }

    // Progress and commands

    @Override
    public Acceptance accept(List<Report> reports) {
        return accept.accept(reports);
    }

    /** Each kind of command is a transaction of its own: their locks come in different orders. */
    @Override
    public Applied apply(List<Command> commands) {
        if (commands.size() > CommandLedger.MAX_COMMANDS) {
            throw new IllegalArgumentException("At most " + CommandLedger.MAX_COMMANDS
                    + " commands are applied in one call, got " + commands.size() + "; send them in several.");
        }
        List<Command.Schedule> schedules = new ArrayList<>();
        List<Command.AbortAttempt> aborts = new ArrayList<>();
        List<Command.LoseWorker> losses = new ArrayList<>();
        for (Command command : commands) {
            switch (command) {
                case Command.Schedule one -> schedules.add(one);
                case Command.AbortAttempt one -> aborts.add(one);
                case Command.LoseWorker one -> losses.add(one);
            }
        }
        Effect scheduled = schedule.schedule(schedules);
        Effect aborted = abort.abort(aborts);
        int taken = scheduled.rows() + aborted.rows();
        List<Event> events = new ArrayList<>(completion.follow(scheduled));
        events.addAll(completion.follow(aborted));
        for (Command.LoseWorker loss : losses) {
            Effect lost = leases.lose(loss.worker());
            taken += lost.rows() > 0 ? 1 : 0;
            events.addAll(completion.follow(lost));
        }
        return new Applied(taken, List.copyOf(events));
    }

    // Reconciliation

    @Override
    public Reconciled redispatch(Duration bound, int limit) {
        return reconciled(redispatch.redispatch(bound, limit));
    }

    @Override
    public Reconciled undeliverable(List<WorkPacket> packets) {
        return reconciled(redispatch.undeliverable(packets));
    }

    @Override
    public Reconciled loseExpired(int limit) {
        return reconciled(leases.loseExpired(limit));
    }

    @Override
    public Reconciled announceUnscheduled(Duration bound, int limit) {
        return announcements.unscheduled(bound, limit);
    }

    @Override
    public Reconciled announceRunning(Duration bound, int limit) {
        return announcements.running(bound, limit);
    }

    @Override
    public Reconciled enforceLimits(int limit) {
        return limits.enforce(limit);
    }

    @Override
    public Reconciled settle(int limit) {
        return settle.settle(limit);
    }

    // Retention

    @Override
    public int retire(Duration age, Duration retryable, int limit) {
        return buckets.retire(age, retryable, limit);
    }

    @Override
    public int forget(Duration keep, int limit) {
        return forgetting.forget(keep, limit);
    }

    @Override
    public int sweep(int limit) {
        return forgetting.sweep(limit);
    }

    @Override
    public int clear(Duration known, Duration unused, int limit) {
        return forgetting.clear(known, unused, limit);
    }

    private Reconciled reconciled(Effect effect) {
        return new Reconciled(effect.rows(), completion.follow(effect));
    }
}
