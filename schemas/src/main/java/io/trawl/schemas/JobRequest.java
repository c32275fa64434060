package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user submits to {@code POST /start_job}.
 *
 * @param name free text for people; null is the workload's name
 * @param workload a registered workload, for example {@code discovery}
 * @param sources 1 to 1,000, ids unique within the job
 * @param options of the workload
 * @param priority 1 to 9, 5 when absent; each step doubles the share of free slots
 * @param limits of this job
 * @param labels free keys and values, at most 50
 * @param webhooks whom to tell of the end, at most 5
 * @param sites of a job at a master: what becomes of it when some sites do not deliver; null is
 *     {@link SitePolicy#DEFAULT} there, and nothing elsewhere
 * @param parent the master's job that this one is a part of; null when a user submits it
 */
public record JobRequest(
        @Nullable String name,
        String workload,
        List<SourceSpec> sources,
        Map<String, Object> options,
        @Nullable Integer priority,
        JobLimits limits,
        Map<String, String> labels,
        // Left out when empty: a request that has none keeps the hash that its idempotency key was stored with.
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Webhook> webhooks,
        @Nullable SitePolicy sites,
        @Nullable ParentJob parent) {
    public static final int MAX_SOURCES = 1_000;
    public static final int MAX_LABELS = 50;
    public static final int MAX_WEBHOOKS = 5;
    public static final int DEFAULT_PRIORITY = 5;
    public static final int MAX_PRIORITY = 9;

    /** Without webhooks. */
    public JobRequest(
            @Nullable String name,
            String workload,
            List<SourceSpec> sources,
            @Nullable Map<String, Object> options,
            @Nullable Integer priority,
            @Nullable JobLimits limits,
            @Nullable Map<String, String> labels) {
        this(name, workload, sources, options, priority, limits, labels, null);
    }

    /** A user's, at one site. */
    public JobRequest(
            @Nullable String name,
            String workload,
            List<SourceSpec> sources,
            @Nullable Map<String, Object> options,
            @Nullable Integer priority,
            @Nullable JobLimits limits,
            @Nullable Map<String, String> labels,
            @Nullable List<Webhook> webhooks) {
        this(name, workload, sources, options, priority, limits, labels, webhooks, null, null);
    }

    @JsonCreator
    public JobRequest(
            @Nullable String name,
            String workload,
            List<SourceSpec> sources,
            @Nullable Map<String, Object> options,
            @Nullable Integer priority,
            @Nullable JobLimits limits,
            @Nullable Map<String, String> labels,
            @Nullable List<Webhook> webhooks,
            @Nullable SitePolicy sites,
            @Nullable ParentJob parent) {
        if (workload == null) {
            throw new InvalidField("workload", "is missing; name the workload, for example \"discovery\"");
        }
        this.workload = Checks.id(workload, "workload");
        this.name = name == null ? workload : Checks.id(name, "name");
        this.sources = Checks.atMost(sources, MAX_SOURCES, "sources");
        if (this.sources.isEmpty()) {
            throw new InvalidField("sources", "is empty; name at least one source");
        }
        requireUniqueIds(this.sources);
        this.options = Collections.unmodifiableMap(new LinkedHashMap<>(options == null ? Map.of() : options));
        this.priority = Checks.within(priority == null ? DEFAULT_PRIORITY : priority, 1, MAX_PRIORITY, "priority");
        this.limits = limits == null ? JobLimits.NONE : limits;
        Map<String, String> marks = labels == null ? Map.of() : labels;
        Checks.within(marks.size(), 0, MAX_LABELS, "labels");
        marks.forEach((key, value) -> Checks.id(value, "labels." + Checks.id(key, "labels")));
        this.labels = Map.copyOf(marks);
        this.webhooks = webhooks == null ? List.of() : Checks.atMost(webhooks, MAX_WEBHOOKS, "webhooks");
        this.sites = sites;
        this.parent = parent;
    }

    /** The same job over other sources, or over the same ones otherwise described. */
    public JobRequest over(List<SourceSpec> others) {
        return new JobRequest(name, workload, others, options, priority, limits, labels, webhooks, sites, parent);
    }

    /** The same job under other labels. */
    public JobRequest labelled(Map<String, String> others) {
        return new JobRequest(name, workload, sources, options, priority, limits, others, webhooks, sites, parent);
    }

    /** The same job within other limits. */
    public JobRequest limited(JobLimits others) {
        return new JobRequest(name, workload, sources, options, priority, others, labels, webhooks, sites, parent);
    }

    /** The same job under another policy of its sites. */
    public JobRequest spread(SitePolicy policy) {
        return new JobRequest(name, workload, sources, options, priority, limits, labels, webhooks, policy, parent);
    }

    private static void requireUniqueIds(List<SourceSpec> sources) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            if (!seen.add(sources.get(i).id())) {
                throw new InvalidField("sources." + i + ".id", "is named twice in this job; name each source once");
            }
        }
    }
}
