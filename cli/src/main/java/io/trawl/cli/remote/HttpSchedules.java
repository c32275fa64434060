package io.trawl.cli.remote;

import io.trawl.schemas.Page;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** The schedules of a server. */
public final class HttpSchedules implements AutoCloseable {
    private final NamedThings<Schedule> schedules;

    private HttpSchedules(NamedThings<Schedule> schedules) {
        this.schedules = schedules;
    }

    public static HttpSchedules at(URI server, @Nullable String token) {
        return new HttpSchedules(new NamedThings<>(server, token, "/schedules", new TypeReference<>() {}));
    }

    public Schedule add(Schedule schedule) {
        return schedules.add(schedule);
    }

    public Page<Schedule> list(List<String> labels, @Nullable String cursor, int limit) {
        QueryString query = QueryString.page(cursor, limit);
        labels.forEach(label -> query.add("label", label));
        return schedules.page(query, new TypeReference<>() {});
    }

    public Schedule get(String id) {
        return schedules.get(id);
    }

    /** Newest first. */
    public Page<ScheduleRun> runs(String id, int limit) {
        return schedules.below(id, "/runs" + QueryString.page(null, limit), new TypeReference<>() {});
    }

    /** @param verb pause or resume */
    public Schedule act(String id, String verb) {
        return schedules.act(id, verb, new TypeReference<>() {});
    }

    /** Asked once. */
    public ScheduleRun run(String id) {
        return schedules.actOnce(id, "run", new TypeReference<>() {});
    }

    public void remove(String id) {
        schedules.remove(id, Schedule::version);
    }

    @Override
    public void close() {
        schedules.close();
    }
}
