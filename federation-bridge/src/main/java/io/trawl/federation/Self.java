package io.trawl.federation;

import io.trawl.schemas.JobRequest;
import io.trawl.schemas.ParentJob;
import io.trawl.schemas.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Who the master is.
 *
 * @param installation its id
 * @param release its version, for example {@code 0.1.0}
 */
public record Self(UUID installation, String release) {
    /** Under which a part is submitted, each time the same: so that a site that has it does not begin it again. */
    String key(UUID jobId, String site) {
        String name = installation + "/" + jobId + "/" + site;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "part-" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /** What a site is asked to do of a job. */
    JobRequest request(JobTable.Kept job, Part part) {
        JobRequest asked = job.request();
        List<UUID> via = new ArrayList<>();
        if (asked.parent() != null) {
            via.addAll(asked.parent().via());
        }
        via.add(installation);
        return new JobRequest(
                asked.name(),
                asked.workload(),
                part.sources().stream().map(SourceSpec::named).toList(),
                asked.options(),
                asked.priority(),
                asked.limits(),
                asked.labels(),
                null,
                null,
                new ParentJob(installation, job.jobId(), part.site(), via));
    }

    /** Whether a site of this version is understood: one minor version apart at most. What is no version is. */
    boolean understands(String other) {
        int[] own = numbers(release);
        int[] theirs = numbers(other);
        return own.length < 2 || theirs.length < 2 || (own[0] == theirs[0] && Math.abs(own[1] - theirs[1]) <= 1);
    }

    private static int[] numbers(String version) {
        String[] parts = version.split("[.-]", ParentJob.MAX_DEPTH);
        if (parts.length < 2 || !parts[0].matches("\\d{1,4}") || !parts[1].matches("\\d{1,4}")) {
            return new int[0];
        }
        return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
    }
}
