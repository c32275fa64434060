package io.trawl.orchestrator.api;

import io.trawl.engine.desk.DeskFull;
import io.trawl.engine.desk.TraceHeaders;
import io.trawl.engine.desk.WorkerProtocol;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.InputsPage;
import io.trawl.schemas.InputsRequest;
import io.trawl.schemas.LeaseAnswer;
import io.trawl.schemas.LeaseRequest;
import io.trawl.schemas.ProgressAnswer;
import io.trawl.schemas.ProgressUpdate;
import io.trawl.schemas.TaskGrants;
import io.trawl.schemas.TaskRequest;
import io.trawl.schemas.TollAnswer;
import io.trawl.schemas.TollRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The protocol of workers that reach neither the database nor the transport. */
@RestController
final class WorkersController implements AutoCloseable {
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    /** Rows of chunks, or a heartbeat that lists all that a worker may run. */
    static final int MAX_LARGE_BODY = 16 << 20;

    private final @Nullable WorkerProtocol protocol;
    private final JobTraces traces;

    /** @param protocol null where no tasks are given out */
    WorkersController(@Nullable WorkerProtocol protocol, JobTraces traces) {
        this.protocol = protocol;
        this.traces = traces;
    }

    @PostMapping(path = "/get_task", consumes = JSON, produces = JSON)
    ResponseEntity<TaskGrants> tasks(HttpServletRequest request) {
        WorkerProtocol desk = desk(request);
        TaskRequest wanted = RequestBody.message(request, TaskRequest.class, RequestBody.MAX_BYTES);
        try {
            TaskGrants grants = desk.tasks(wanted);
            return ResponseEntity.ok()
                    .headers(headers -> headers.addAll(TraceContext.HEADER, TraceHeaders.of(grants.tasks(), traces)))
                    .body(grants);
        } catch (DeskFull e) {
            throw new Refused(Problem.of(ProblemType.TOO_MANY_WAITING, String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            // The server stops: whoever waits goes with nothing.
            Thread.currentThread().interrupt();
            return ResponseEntity.ok(new TaskGrants(List.of()));
        }
    }

    @PostMapping(path = "/update_task_progress", consumes = JSON, produces = JSON)
    ProgressAnswer progress(HttpServletRequest request) {
        return desk(request).progress(RequestBody.message(request, ProgressUpdate.class, MAX_LARGE_BODY));
    }

    @PostMapping(path = "/report_heartbeat", consumes = JSON, produces = JSON)
    LeaseAnswer lease(HttpServletRequest request) {
        return desk(request).lease(RequestBody.message(request, LeaseRequest.class, MAX_LARGE_BODY));
    }

    @PostMapping(path = "/get_task_inputs", consumes = JSON, produces = JSON)
    InputsPage inputs(HttpServletRequest request) {
        return desk(request).inputs(RequestBody.message(request, InputsRequest.class, RequestBody.MAX_BYTES));
    }

    @PostMapping(path = "/pay_toll", consumes = JSON, produces = JSON)
    TollAnswer pay(HttpServletRequest request) {
        return desk(request).pay(RequestBody.message(request, TollRequest.class, RequestBody.MAX_BYTES));
    }

    private WorkerProtocol desk(HttpServletRequest request) {
        Query.of(request);
        if (protocol == null) {
            throw new Refused(Problem.of(
                    ProblemType.NO_WORK, "This installation gives out no tasks; ask an orchestrator that has some."));
        }
        return protocol;
    }

    /** Lets every worker that waits go, so that a shutdown need not wait for them. */
    @Override
    public void close() {
        if (protocol != null) {
            protocol.quiesce();
        }
    }
}
