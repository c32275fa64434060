package io.trawl.schemas;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When to start a job again and again. In a request the last four are absent, or ignored.
 *
 * @param id unique per tenant
 * @param cron five fields (minute, hour, day of month, month, day of week), six with the second first, or a word such as
 *     {@code @daily}
 * @param zone by whose clocks; UTC when absent
 * @param jitter each run starts up to so much later, always the same for the same run; none when absent, a day at most
 * @param overlap {@link Overlap#SKIP} when absent
 * @param missed {@link WhenMissed#SKIP} when absent
 * @param grace a run that is later than this is missed; five minutes when absent, seven days at most
 * @param enabled a schedule that is not starts nothing; true when absent
 * @param job what is started
 * @param labels of the schedule, free keys and values, at most 50
 * @param version changes with every change of the definition; the entity tag of the HTTP API
 * @param nextRunAt by the cron expression, without the jitter; null when it is not enabled or has no more runs
 */
public record Schedule(
        String id,
        String cron,
        String zone,
        Duration jitter,
        Overlap overlap,
        WhenMissed missed,
        Duration grace,
        @Nullable Boolean enabled,
        JobRequest job,
        Map<String, String> labels,
        @Nullable Long version,
        @Nullable Instant nextRunAt,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {
    /** Jobs that a schedule starts carry its id under this label. */
    public static final String LABEL = "trawl.schedule";

    public static final String DEFAULT_ZONE = "UTC";
    public static final Duration MAX_JITTER = Duration.ofDays(1);
    public static final Duration DEFAULT_GRACE = Duration.ofMinutes(5);
    public static final Duration MAX_GRACE = Duration.ofDays(7);

    public Schedule(
            String id,
            String cron,
            @Nullable String zone,
            @Nullable Duration jitter,
            @Nullable Overlap overlap,
            @Nullable WhenMissed missed,
            @Nullable Duration grace,
            @Nullable Boolean enabled,
            JobRequest job,
            @Nullable Map<String, String> labels,
            @Nullable Long version,
            @Nullable Instant nextRunAt,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {
        this.id = Checks.id(id, "id");
        this.cron = Checks.id(cron, "cron");
        this.zone = requireZone(zone == null ? DEFAULT_ZONE : zone);
        this.jitter = within(jitter == null ? Duration.ZERO : jitter, MAX_JITTER, "jitter");
        this.overlap = overlap == null ? Overlap.SKIP : overlap;
        this.missed = missed == null ? WhenMissed.SKIP : missed;
        this.grace = within(grace == null ? DEFAULT_GRACE : grace, MAX_GRACE, "grace");
        this.enabled = enabled == null || enabled;
        this.job = requireRoomForLabel(Checks.present(job, "job"));
        Map<String, String> marks = labels == null ? Map.of() : labels;
        Checks.within(marks.size(), 0, JobRequest.MAX_LABELS, "labels");
        marks.forEach((key, value) -> Checks.id(value, "labels." + Checks.id(key, "labels")));
        this.labels = Map.copyOf(marks);
        this.version = version;
        this.nextRunAt = nextRunAt;
        this.createdAt = createdAt;
        this.updatedAt = updatedAt;
    }

    private static String requireZone(String zone) {
        try {
            ZoneId.of(Checks.id(zone, "zone"));
            return zone;
        } catch (DateTimeException e) {
            throw new InvalidField("zone", "is no time zone known here; use a name such as Europe/London or UTC");
        }
    }

    private static Duration within(Duration given, Duration longest, String field) {
        if (given.isNegative() || given.compareTo(longest) > 0) {
            throw new InvalidField(field, "must be between PT0S and " + longest);
        }
        return given;
    }

    private static JobRequest requireRoomForLabel(JobRequest job) {
        if (job.labels().containsKey(LABEL)) {
            throw new InvalidField("job.labels", "must not hold " + LABEL + ", which every run gets; leave it out");
        }
        if (job.labels().size() == JobRequest.MAX_LABELS) {
            throw new InvalidField(
                    "job.labels",
                    "must leave room for " + LABEL + ", so at most " + (JobRequest.MAX_LABELS - 1) + " are allowed");
        }
        return job;
    }

    public boolean active() {
        return Boolean.TRUE.equals(enabled);
    }

    /** The job as a run submits it: with the label by which the jobs of a schedule are found. */
    public JobRequest request() {
        Map<String, String> marked = new LinkedHashMap<>(job.labels());
        marked.put(LABEL, id);
        return job.labelled(marked);
    }

    /** The same schedule as the ledger keeps it. */
    public Schedule kept(
            boolean nowEnabled, long newVersion, @Nullable Instant next, Instant created, Instant updated) {
        return new Schedule(
                id,
                cron,
                zone,
                jitter,
                overlap,
                missed,
                grace,
                nowEnabled,
                job,
                labels,
                newVersion,
                next,
                created,
                updated);
    }
}
