package io.trawl.orchestrator.api;

import io.trawl.engine.job.JobNotFound;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /get_job_status}: several jobs at once, now or when something changes. */
@RestController
final class StatusController {
    private final StatusWait statuses;

    StatusController(StatusWait statuses) {
        this.statuses = statuses;
    }

    /** The answer; jobs that do not exist are absent. */
    record Statuses(List<JobStatus> jobs) {}

    @GetMapping(path = "/get_job_status", produces = MediaType.APPLICATION_JSON_VALUE)
    Statuses status(HttpServletRequest request) throws JobNotFound {
        Query query = Query.of(request, "job_id", "version", "wait_s");
        List<UUID> ids = query.list("job_id").stream().map(JobIds::inQuery).toList();
        if (ids.isEmpty() || ids.size() > Page.MAX_LIMIT) {
            throw Refused.parameter(
                    "job_id",
                    "must name 1 to " + Page.MAX_LIMIT + " jobs, got " + ids.size()
                            + "; name some, or split the request");
        }
        Map<UUID, Long> known = known(ids, query.list("version"));
        Duration wait = Duration.ofSeconds(query.number("wait_s", 0, 0, (int) StatusWait.MAX_WAIT.toSeconds()));
        List<JobStatus> found =
                statuses.await(Caller.tenant(request), ids.stream().distinct().toList(), known, wait);
        if (found.isEmpty() && ids.size() == 1) {
            return new Statuses(List.of(statuses.one(Caller.tenant(request), ids.getFirst())));
        }
        if (found.isEmpty()) {
            throw new Refused(Problem.of(
                    ProblemType.JOB_NOT_FOUND,
                    "None of these " + ids.size() + " jobs exists; list the jobs to see their ids."));
        }
        return new Statuses(found);
    }

    private static Map<UUID, Long> known(List<UUID> ids, List<String> versions) {
        if (!versions.isEmpty() && versions.size() != ids.size()) {
            throw Refused.parameter("version", "must be given once per job_id, in the same order, or not at all");
        }
        Map<UUID, Long> known = new HashMap<>();
        for (int i = 0; i < versions.size(); i++) {
            known.put(ids.get(i), version(versions.get(i)));
        }
        return known;
    }

    private static long version(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refused.parameter("version", "must be a whole number, as an earlier status gave it");
        }
    }
}
