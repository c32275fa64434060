package io.trawl.orchestrator.api;

import io.trawl.orchestrator.api.Problem.FieldError;
import io.trawl.schemas.Budget;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.Site;
import io.trawl.schemas.SitePolicy;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.Webhook;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Finds fields that a request must not have. Messages between our own parts tolerate unknown fields; a person's request
 * does not, since a misspelt option that is silently ignored does something else than what was asked for.
 */
final class FieldNames {
    private static final Set<String> JOB = of(JobRequest.class);
    private static final Set<String> POLICY = of(SitePolicy.class);
    private static final Set<String> SOURCE = of(SourceSpec.class);
    private static final Set<String> NAMED_SOURCE = of(NamedSource.class);
    private static final Set<String> SCHEDULE = of(Schedule.class);
    private static final Set<String> SITE = of(Site.class);
    private static final Set<String> TLS = of(Site.Tls.class);
    private static final Set<String> LIMITS = of(JobLimits.class);
    private static final Set<String> BUDGET = of(Budget.class);
    private static final Set<String> WEBHOOK = of(Webhook.class);

    private FieldNames() {}

    /** Unknown fields of a job request, in the order they stand there. */
    static List<FieldError> unknownIn(JsonNode job) {
        return unknownInJob(job, "");
    }

    private static List<FieldError> unknownInJob(JsonNode job, String at) {
        List<FieldError> found = new ArrayList<>();
        check(job, at, JOB, found);
        check(job.path("limits"), at + "/limits", LIMITS, found);
        // What a master says of itself in "parent" is from no person: a later master may say more.
        check(job.path("sites"), at + "/sites", POLICY, found);
        JsonNode webhooks = job.path("webhooks");
        for (int i = 0; i < webhooks.size() && webhooks.isArray(); i++) {
            check(webhooks.get(i), at + "/webhooks/" + i, WEBHOOK, found);
        }
        JsonNode sources = job.path("sources");
        for (int i = 0; i < sources.size() && sources.isArray(); i++) {
            JsonNode source = sources.get(i);
            check(source, at + "/sources/" + i, SOURCE, found);
            check(source.path("budget"), at + "/sources/" + i + "/budget", BUDGET, found);
        }
        return found;
    }

    static List<FieldError> unknownInSchedule(JsonNode schedule) {
        List<FieldError> found = new ArrayList<>();
        check(schedule, "", SCHEDULE, found);
        found.addAll(unknownInJob(schedule.path("job"), "/job"));
        return found;
    }

    static List<FieldError> unknownInSource(JsonNode source) {
        List<FieldError> found = new ArrayList<>();
        check(source, "", NAMED_SOURCE, found);
        check(source.path("budget"), "/budget", BUDGET, found);
        return found;
    }

    static List<FieldError> unknownInSite(JsonNode site) {
        List<FieldError> found = new ArrayList<>();
        check(site, "", SITE, found);
        check(site.path("tls"), "/tls", TLS, found);
        return found;
    }

    /** @throws Refused naming the fields that are not among these */
    static void requireKnown(JsonNode body, Set<String> known) {
        List<FieldError> found = new ArrayList<>();
        check(body, "", new TreeSet<>(known), found);
        refuse(found);
    }

    /** @throws Refused naming them, when there are any */
    static void refuse(List<FieldError> unknown) {
        if (!unknown.isEmpty()) {
            throw new Refused(
                    Problem.of(ProblemType.UNKNOWN_FIELD, unknown.getFirst().detail(), unknown));
        }
    }

    private static void check(JsonNode node, String at, Set<String> known, Collection<FieldError> found) {
        if (!node.isObject()) {
            return;
        }
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                String shown = Plain.text(name, 60);
                found.add(FieldError.at(
                        at + "/" + Pointers.escape(shown),
                        "'" + shown + "' does not exist here; remove it, or use one of " + String.join(", ", known)
                                + "."));
            }
        }
    }

    private static Set<String> of(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
