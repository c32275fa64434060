package io.trawl.cli.jobs;

import io.trawl.cli.config.Span;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SitePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of a job over several sites when some of them do not deliver. */
final class SiteOptions {
    private static final String QUORUM = "quorum=";

    @Option(
            names = "--sites",
            paramLabel = "POLICY",
            description = "At a master, which sites have to deliver: all, quorum=N or best-effort (default: all).")
    private @Nullable String policy;

    @Option(
            names = "--sites-deadline",
            paramLabel = "TIME",
            description = "At a master, give up sites that have not ended so long after the start: 90m, 6h, PT6H.")
    private @Nullable String deadline;

    /** The request under this policy; what was not given stays as it is in it. */
    JobRequest on(JobRequest request) {
        if (policy == null && deadline == null) {
            return request;
        }
        SitePolicy own = request.sites() == null ? SitePolicy.DEFAULT : request.sites();
        SitePolicy chosen = policy == null ? own : policy(policy.strip());
        Duration until = deadline == null ? own.deadline() : Span.of("--sites-deadline", deadline);
        return request.spread(new SitePolicy(chosen.policy(), chosen.n(), until));
    }

    private static SitePolicy policy(String text) {
        if (text.startsWith(QUORUM) && text.substring(QUORUM.length()).matches("[1-9]\\d{0,3}")) {
            return new SitePolicy(SitePolicy.Kind.QUORUM, Integer.valueOf(text.substring(QUORUM.length())), null);
        }
        return switch (text.replace('_', '-')) {
            case "all" -> SitePolicy.DEFAULT;
            case "best-effort" -> new SitePolicy(SitePolicy.Kind.BEST_EFFORT, null, null);
            default ->
                throw new Refusal(
                        ExitCode.USAGE,
                        "'--sites' must be all, quorum=N with N from 1 to " + SitePolicy.MAX_SITES
                                + ", or best-effort.");
        };
    }
}
