package io.trawl.engine.testkit;

import io.trawl.engine.ledger.JobLedger.Submitted;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.ParentJob;
import io.trawl.schemas.SourceSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job before it is submitted. */
final class JobDraft {
    private final Scenario scenario;
    private final List<SourceSpec> sources;
    private List<PhasePlan> phases = Scenario.phases(PhaseMode.STREAMING);
    private String tenant;
    private @Nullable String key;
    private @Nullable TraceContext trace;
    private String hash = "hash";
    private int priority = JobRequest.DEFAULT_PRIORITY;
    private @Nullable ParentJob parent;
    private int aliveLimit = NewJob.DEFAULT_ALIVE_LIMIT;
    private JobLimits limits = JobLimits.NONE;
    private final Map<String, String> labels = new TreeMap<>(Map.of("team", "risk"));

    JobDraft(Scenario scenario, List<SourceSpec> sources) {
        this.scenario = scenario;
        this.sources = sources;
        this.tenant = scenario.tenant();
    }

    JobDraft phases(List<PhasePlan> plans) {
        this.phases = plans;
        return this;
    }

    JobDraft barrier() {
        return phases(Scenario.phases(PhaseMode.BARRIER));
    }

    JobDraft tenant(String name) {
        this.tenant = name;
        return this;
    }

    JobDraft key(String idempotencyKey, String requestHash) {
        this.key = idempotencyKey;
        this.hash = requestHash;
        return this;
    }

    JobDraft trace(TraceContext place) {
        this.trace = place;
        return this;
    }

    JobDraft priority(int value) {
        this.priority = value;
        return this;
    }

    JobDraft labels(Map<String, String> value) {
        labels.clear();
        labels.putAll(value);
        return this;
    }

    JobDraft limits(JobLimits value) {
        this.limits = value;
        return this;
    }

    /** Of the job of some master. */
    JobDraft part() {
        UUID master = UUID.randomUUID();
        this.parent = new ParentJob(master, UUID.randomUUID(), "here", List.of(master));
        return this;
    }

    /** So many jobs of its tenant may be alive. */
    JobDraft alive(int most) {
        this.aliveLimit = most;
        return this;
    }

    JobDraft label(String name, String value) {
        labels.put(name, value);
        return this;
    }

    Submitted submit() {
        JobRequest request = new JobRequest(
                "a job", "test", sources, Map.of("depth", 1), priority, limits, labels, null, null, parent);
        return scenario.ledger()
                .submit(new NewJob(UUID.randomUUID(), tenant, request, phases, key, hash, aliveLimit, trace));
    }

    /** Submitted and still PENDING. */
    JobActor submitted() {
        return new JobActor(scenario, tenant, submit().jobId());
    }

    /** Submitted and RUNNING. */
    JobActor admitted() {
        JobActor job = submitted();
        scenario.ledger().admit(1_000);
        return job;
    }
}
