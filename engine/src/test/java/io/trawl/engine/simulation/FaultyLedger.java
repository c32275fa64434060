package io.trawl.engine.simulation;

import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Command;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as one thread sees it over a bad line: a call may not reach it, its answer may not come back, and the
 * caller may die or stand still before and after. What was committed is told to the observations.
 */
final class FaultyLedger implements Ledger {
    private final World world;
    private final Life thread;
    private final Mishaps mishaps;
    private final Ledger real;

    FaultyLedger(World world, Life thread, Mishaps mishaps) {
        this.world = world;
        this.thread = thread;
        this.mishaps = mishaps;
        this.real = world.ledger();
    }

    private <T> T call(String operation, Supplier<T> transaction) {
        mishaps.at(thread, operation);
        if (world.chaos().strikes(Fault.CALL_LOST)) {
            world.say(thread, operation + " does not reach the ledger");
            throw new LedgerUnavailable(operation + " did not reach the ledger");
        }
        T answer = transaction.get();
        if (world.traced() && matters(answer)) {
            world.say(thread, operation + " -> " + answer);
        }
        if (world.chaos().strikes(Fault.ANSWER_LOST)) {
            world.say(thread, operation + " gets no answer");
            throw new LedgerUnavailable(operation + " got no answer");
        }
        mishaps.at(thread, operation + " answered");
        return answer;
    }

    /** What says that nothing happened would only drown the rest of a trace. */
    private static boolean matters(Object answer) {
        return switch (answer) {
            case Backlog _ -> false;
            case Reconciled found -> found.rows() > 0;
            case Applied applied -> applied.taken() > 0;
            case Integer count -> count > 0;
            case Optional<?> maybe -> maybe.isPresent() && !(maybe.get() instanceof JobSpec);
            default -> true;
        };
    }

    @Override
    public Submitted submit(NewJob job) {
        return call("submit", () -> real.submit(job));
    }

    @Override
    public List<JobStatus> status(String tenant, List<UUID> jobIds) {
        return call("status", () -> real.status(tenant, jobIds));
    }

    @Override
    public Page<JobStatus> jobs(String tenant, JobFilter filter, @Nullable String cursor, int limit) {
        return call("jobs", () -> real.jobs(tenant, filter, cursor, limit));
    }

    @Override
    public Optional<JobSpec> spec(UUID jobId) {
        return call("spec", () -> real.spec(jobId));
    }

    @Override
    public Optional<NamedSource> add(String tenant, NamedSource source) {
        return real.add(tenant, source);
    }

    @Override
    public Optional<NamedSource> source(String tenant, String id) {
        return real.source(tenant, id);
    }

    @Override
    public Map<String, NamedSource> registered(String tenant, List<String> ids) {
        return real.registered(tenant, ids);
    }

    @Override
    public Page<NamedSource> sources(String tenant, SourceFilter filter, @Nullable String cursor, int limit) {
        return real.sources(tenant, filter, cursor, limit);
    }

    @Override
    public SourceChange replace(String tenant, NamedSource source, long version) {
        return real.replace(tenant, source, version);
    }

    @Override
    public SourceChange remove(String tenant, String id, long version) {
        return real.remove(tenant, id, version);
    }

    @Override
    public Toll pay(String tenant, String source, long bytes, long rows) {
        return real.pay(tenant, source, bytes, rows);
    }

    @Override
    public Optional<Receipt> receipt(String tenant, UUID jobId) {
        return call("receipt", () -> real.receipt(tenant, jobId));
    }

    @Override
    public Page<Gap> gaps(String tenant, UUID jobId, @Nullable String cursor, int limit) {
        return call("gaps", () -> real.gaps(tenant, jobId, cursor, limit));
    }

    @Override
    public Page<ResultPart> resultParts(
            String tenant,
            UUID jobId,
            @Nullable String kind,
            @Nullable String source,
            @Nullable String cursor,
            int limit) {
        return call("results", () -> real.resultParts(tenant, jobId, kind, source, cursor, limit));
    }

    @Override
    public Page<TaskView> tasks(
            String tenant, UUID jobId, @Nullable TaskFilter filter, @Nullable String cursor, int limit) {
        return call("tasks", () -> real.tasks(tenant, jobId, filter, cursor, limit));
    }

    @Override
    public Optional<Changed> cancel(String tenant, UUID jobId) {
        return call("cancel", () -> {
            Optional<Changed> answer = real.cancel(tenant, jobId);
            world.observations().cancelled(jobId, world.ledger());
            return answer;
        });
    }

    @Override
    public Optional<Changed> pause(String tenant, UUID jobId, boolean now) {
        return call("pause", () -> real.pause(tenant, jobId, now));
    }

    @Override
    public Optional<Changed> resume(String tenant, UUID jobId) {
        return call("resume", () -> real.resume(tenant, jobId));
    }

    @Override
    public Optional<Changed> retry(String tenant, UUID jobId) {
        return call("retry", () -> real.retry(tenant, jobId));
    }

    @Override
    public Optional<Changed> acknowledge(String tenant, UUID jobId) {
        return call("acknowledge", () -> real.acknowledge(tenant, jobId));
    }

    @Override
    public int admit(int limit) {
        return call("admit", () -> real.admit(limit));
    }

    @Override
    public Optional<Leadership> lead() {
        try {
            return call("lead", () -> real.lead().<Leadership>map(FaultyLead::new));
        } catch (LedgerUnavailable e) {
            // The lock may be held by a connection nobody knows of, until that is found to be idle.
            world.deposeAfter(3_000);
            throw e;
        }
    }

    @Override
    public Backlog backlog(int dueLimit) {
        return call("backlog", () -> real.backlog(dueLimit));
    }

    @Override
    public Duration openLease(WorkerInfo worker) {
        return call("open lease", () -> real.openLease(worker));
    }

    @Override
    public Optional<Renewed> renew(Heartbeat heartbeat) {
        return call("renew", () -> real.renew(heartbeat));
    }

    @Override
    public void closeLease(UUID worker) {
        call("close lease", () -> {
            real.closeLease(worker);
            return true;
        });
    }

    @Override
    public int revokeLeases(String workerName) {
        return call("revoke leases", () -> real.revokeLeases(workerName));
    }

    @Override
    public List<StartAnswer> start(List<StartRequest> requests) {
        return call("start", () -> real.start(requests)).stream()
                .map(this::shortened)
                .toList();
    }

    /** The first page saves a round trip and may be short or empty. */
    private StartAnswer shortened(StartAnswer answer) {
        return switch (answer) {
            case StartAnswer.Refused refused -> refused;
            case StartAnswer.Granted full -> {
                List<Record> page = full.firstPage();
                int kept =
                        world.chaos().chance(0.5) ? page.size() : world.chaos().pick(page.size() + 1);
                yield new StartAnswer.Granted(
                        full.taskId(),
                        full.attempt(),
                        full.execution(),
                        full.phase(),
                        full.source(),
                        full.inputs(),
                        full.checkpoint(),
                        page.subList(0, kept),
                        full.waitedMillis());
            }
        };
    }

    @Override
    public List<Record> inputs(TaskInputs task, long from, int limit) {
        return call("inputs", () -> real.inputs(task, from, limit));
    }

    @Override
    public boolean stage(StagedChunk chunk) {
        if (world.chaos().strikes(Fault.COPY_LATE)) {
            world.say(thread, "stages late: " + chunk.taskId() + "/" + chunk.attempt() + "/" + chunk.seq());
            world.stageAfter(world.chaos().between(200, 15_000), chunk);
            throw new LedgerUnavailable("stage timed out");
        }
        return call("stage", () -> real.stage(chunk));
    }

    @Override
    public Acceptance accept(List<Report> reports) {
        return call("accept", () -> {
            Acceptance acceptance = real.accept(reports);
            world.observations().accepted(reports, acceptance.verdicts());
            return acceptance;
        });
    }

    @Override
    public Applied apply(List<Command> commands) {
        return call("apply", () -> real.apply(commands));
    }

    @Override
    public Reconciled redispatch(Duration bound, int limit) {
        return call("redispatch", () -> real.redispatch(bound, limit));
    }

    @Override
    public Reconciled undeliverable(List<WorkPacket> packets) {
        return call("undeliverable", () -> real.undeliverable(packets));
    }

    @Override
    public Reconciled loseExpired(int limit) {
        return call("lose expired", () -> real.loseExpired(limit));
    }

    @Override
    public Reconciled announceUnscheduled(Duration bound, int limit) {
        return call("announce unscheduled", () -> real.announceUnscheduled(bound, limit));
    }

    @Override
    public Reconciled announceRunning(Duration bound, int limit) {
        return call("announce running", () -> real.announceRunning(bound, limit));
    }

    @Override
    public Reconciled enforceLimits(int limit) {
        return call("enforce limits", () -> {
            Reconciled found = real.enforceLimits(limit);
            if (found.rows() > 0) {
                world.chaos().count(Fault.LIMIT_PASSED);
            }
            return found;
        });
    }

    @Override
    public Reconciled settle(int limit) {
        return call("settle", () -> real.settle(limit));
    }

    @Override
    public Optional<Forgotten> forgotten(String tenant, UUID jobId) {
        return real.forgotten(tenant, jobId);
    }

    @Override
    public int retire(Duration age, Duration retryable, int limit) {
        return call("retire", () -> real.retire(age, retryable, limit));
    }

    @Override
    public int forget(Duration keep, int limit) {
        return call("forget", () -> real.forget(keep, limit));
    }

    @Override
    public int sweep(int limit) {
        return call("sweep", () -> real.sweep(limit));
    }

    @Override
    public int clear(Duration known, Duration unused, int limit) {
        return call("clear", () -> real.clear(known, unused, limit));
    }

    private final class FaultyLead implements Leadership {
        private final Leadership lead;

        FaultyLead(Leadership lead) {
            this.lead = lead;
        }

        @Override
        public List<Claimed> claim(List<Grant> grants) throws LeadershipLost {
            try {
                List<Claimed> claimed = call("claim", () -> claimUnchecked(grants));
                if (!claimed.isEmpty()
                        && mishaps instanceof Mishaps.OfProcess process
                        && world.chaos().strikes(Fault.DIED_BEFORE_SENDING)) {
                    world.say(thread, "dies before sending what it claimed");
                    process.die(thread);
                }
                return claimed;
            } catch (Lost e) {
                throw e.lost();
            }
        }

        private List<Claimed> claimUnchecked(List<Grant> grants) {
            try {
                return lead.claim(grants);
            } catch (LeadershipLost e) {
                world.say(thread, "finds itself deposed");
                throw new Lost(e);
            }
        }

        @Override
        public void close() {
            lead.close();
        }

        @Override
        public String toString() {
            return "the lead";
        }
    }
}
