package io.trawl.orchestrator.api;

import io.trawl.engine.schedule.ScheduleExists;
import io.trawl.engine.schedule.ScheduleNotFound;
import io.trawl.engine.schedule.Schedules;
import io.trawl.engine.schedule.StaleSchedule;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.Page;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /schedules}: jobs that are started again and again. Changes name the version they are meant for. */
@RestController
@RequestMapping("/schedules")
final class SchedulesController {
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Schedules schedules;

    SchedulesController(Schedules schedules) {
        this.schedules = schedules;
    }

    @GetMapping(produces = JSON)
    Page<Schedule> list(HttpServletRequest request) {
        Query query = Query.of(request, "label", "cursor", "limit");
        Map<String, String> labels = query.pairs("label");
        String tenant = Caller.tenant(request);
        return query.page((cursor, limit) -> schedules.list(tenant, labels, cursor, limit));
    }

    @PostMapping(consumes = JSON, produces = JSON)
    ResponseEntity<Schedule> add(HttpServletRequest request) throws InvalidJob, ScheduleExists {
        Query.of(request);
        Schedule added = schedules.add(Caller.tenant(request), NamedBodies.SCHEDULES.read(request, null));
        return ResponseEntity.created(URI.create("/schedules/" + added.id()))
                .eTag(EntityTags.of(added.version()))
                .body(added);
    }

    @GetMapping(path = "/{id}", produces = JSON)
    ResponseEntity<Schedule> get(@PathVariable("id") String id, HttpServletRequest request) throws ScheduleNotFound {
        Query.of(request);
        return tagged(schedules.get(Caller.tenant(request), id));
    }

    @PutMapping(path = "/{id}", consumes = JSON, produces = JSON)
    ResponseEntity<Schedule> replace(@PathVariable("id") String id, HttpServletRequest request)
            throws InvalidJob, ScheduleNotFound, StaleSchedule {
        Query.of(request);
        long version = EntityTags.required(request);
        return tagged(schedules.replace(Caller.tenant(request), NamedBodies.SCHEDULES.read(request, id), version));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(@PathVariable("id") String id, HttpServletRequest request)
            throws ScheduleNotFound, StaleSchedule {
        Query.of(request);
        schedules.remove(Caller.tenant(request), id, EntityTags.required(request));
        return ResponseEntity.noContent().build();
    }

    @GetMapping(path = "/{id}/runs", produces = JSON)
    Page<ScheduleRun> runs(@PathVariable("id") String id, HttpServletRequest request) throws ScheduleNotFound {
        Query query = Query.of(request, "cursor", "limit");
        String tenant = Caller.tenant(request);
        return query.page((cursor, limit) -> schedules.runs(tenant, id, cursor, limit));
    }

    @PostMapping(path = "/{id}/pause", produces = JSON)
    ResponseEntity<Schedule> pause(@PathVariable("id") String id, HttpServletRequest request) throws ScheduleNotFound {
        Query.of(request);
        return tagged(schedules.pause(Caller.tenant(request), id));
    }

    @PostMapping(path = "/{id}/resume", produces = JSON)
    ResponseEntity<Schedule> resume(@PathVariable("id") String id, HttpServletRequest request) throws ScheduleNotFound {
        Query.of(request);
        return tagged(schedules.resume(Caller.tenant(request), id));
    }

    @PostMapping(path = "/{id}/run", produces = JSON)
    ScheduleRun run(@PathVariable("id") String id, HttpServletRequest request) throws ScheduleNotFound {
        Query.of(request);
        return schedules.run(Caller.tenant(request), id);
    }

    private static ResponseEntity<Schedule> tagged(Schedule schedule) {
        return ResponseEntity.ok().eTag(EntityTags.of(schedule.version())).body(schedule);
    }
}
