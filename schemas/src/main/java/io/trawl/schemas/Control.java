package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;

/**
 * A hint to workers (topic <em>control</em>), read by every one of them. It makes them hear at once what the answer to
 * their next renewal says anyway; nothing rests on it, and every hint may be repeated, late or lost.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Control.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = Control.Abort.class, name = "abort"),
    @JsonSubTypes.Type(value = Control.Drain.class, name = "drain")
})
public sealed interface Control {
    /** What the hint is about, in one text: a job or a worker. */
    String subject();

    /** The job was cancelled: stop its attempts. */
    record Cancel(UUID jobId) implements Control {
        public Cancel {
            Checks.present(jobId, "job_id");
        }

        @Override
        public String subject() {
            return jobId.toString();
        }
    }

    /** The attempt no longer counts: stop it. */
    record Abort(UUID jobId, long taskId, int attempt) implements Control {
        public Abort {
            Checks.present(jobId, "job_id");
            Checks.atLeast(taskId, 1, "task_id");
            Checks.atLeast(attempt, 1, "attempt");
        }

        @Override
        public String subject() {
            return jobId.toString();
        }
    }

    /**
     * Take nothing more, hand back what cannot be finished soon, and end.
     *
     * @param worker its name, which is stable over restarts
     */
    record Drain(String worker) implements Control {
        public Drain {
            Checks.id(worker, "worker");
        }

        @Override
        public String subject() {
            return worker;
        }
    }
}
