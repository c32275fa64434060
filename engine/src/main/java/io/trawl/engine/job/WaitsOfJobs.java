package io.trawl.engine.job;

import io.trawl.engine.coordinator.WaitReason;
import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.coordinator.Waits.Waiting;
import io.trawl.engine.ledger.JobSpec;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.WaitCause;
import io.trawl.schemas.WaitView;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a job waits and why, page by page in order of phase, then source. */
final class WaitsOfJobs {
    private static final String NOT_ADMITTED = "Its job is PENDING; the next turn of the scheduler lets it run.";

    private final Waits waits;

    WaitsOfJobs(Waits waits) {
        this.waits = waits;
    }

    /** Phase and source of a group, to go on behind it. */
    private record Place(int phase, String source) {
        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::phase).thenComparing(Place::source);

        /** @throws IllegalArgumentException when the text is no cursor of this listing */
        static Place of(String cursor) {
            int colon = cursor.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("The cursor is none of this listing; start again without one.");
            }
            return new Place(Integer.parseInt(cursor.substring(0, colon)), cursor.substring(colon + 1));
        }

        String cursor() {
            return phase + ":" + source;
        }
    }

    Page<WaitView> page(JobStatus job, JobSpec spec, @Nullable String cursor, int limit) {
        Place after = cursor == null ? new Place(-1, "") : Place.of(cursor);
        List<WaitView> left = views(job, spec).stream()
                .filter(view -> Place.ORDER.compare(place(spec, view), after) > 0)
                .toList();
        if (left.size() <= limit) {
            return new Page<>(left, null);
        }
        List<WaitView> items = left.subList(0, limit);
        return new Page<>(items, place(spec, items.getLast()).cursor());
    }

    private static Place place(JobSpec spec, WaitView view) {
        return new Place(spec.phaseNumber(view.phase()), view.source());
    }

    private List<WaitView> views(JobStatus job, JobSpec spec) {
        if (job.state().terminal()) {
            return List.of();
        }
        if (job.state() == JobState.PENDING) {
            String phase = spec.phases().getFirst().name();
            return spec.request().sources().stream()
                    .map(SourceSpec::id)
                    .sorted()
                    .map(source ->
                            new WaitView(phase, source, 1, WaitCause.NOT_ADMITTED, job.createdAt(), NOT_ADMITTED))
                    .toList();
        }
        return waits.of(job.jobId()).stream()
                .map(waiting -> view(job, spec, waiting))
                .toList();
    }

    private static WaitView view(JobStatus job, JobSpec spec, Waiting waiting) {
        WaitReason reason = waiting.reason();
        boolean held = reason instanceof WaitReason.JobNotRunning;
        return new WaitView(
                spec.phases().get(waiting.group().phase()).name(),
                waiting.group().source(),
                waiting.tasks(),
                held ? cause(job.state()) : reason.cause(),
                waiting.since(),
                held ? sentence(job.state()) : reason.sentence());
    }

    private static WaitCause cause(JobState state) {
        return switch (state) {
            case PAUSED -> WaitCause.PAUSED;
            case CANCELLING, CANCELLED -> WaitCause.CANCELLING;
            case PENDING -> WaitCause.NOT_ADMITTED;
            case RUNNING, COMPLETED, COMPLETED_WITH_GAPS, FAILED -> WaitCause.LIMIT_PASSED;
        };
    }

    private static String sentence(JobState state) {
        return switch (state) {
            case PENDING -> NOT_ADMITTED;
            case PAUSED -> "Its job is PAUSED; resume it to go on.";
            case CANCELLING, CANCELLED -> "Its job is being cancelled.";
            case RUNNING, COMPLETED, COMPLETED_WITH_GAPS, FAILED ->
                "Its job has passed a limit of its own (limits) and is coming to its end.";
        };
    }
}
