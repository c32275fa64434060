package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.cli.database.InstallationKey;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.api.ApiAccess;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.TaskView;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that reach neither the database nor the transport do the same as those that do (G7), and are as expendable (G9). */
class WorkerOverHttpTest {
    private static final String TOKEN = "a-token-of-24-characters";
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration OFTEN = Duration.ofMillis(1);

    @TempDir
    private Path home;

    private SingleProcess start(Workloads workloads) {
        ApiConfig api = new ApiConfig(new ApiAccess(ApiAccess.LOOPBACK, TOKEN), 0, Server.TENANT);
        return SingleProcess.start(
                new SingleProcessConfig(home.resolve("data"), null, 2, api, LEASE, SourceAccess.NONE),
                workloads,
                "test");
    }

    private RemoteWorker worker(URI server, Workloads workloads) {
        return new RemoteWorker(server, TOKEN, workloads, InstallationKey.load(home.resolve("data")), OFTEN);
    }

    private static URI api(SingleProcess process) {
        return process.api().orElseThrow();
    }

    private static UUID submit(SingleProcess process, String workload, SourceSpec source, Map<String, Object> options) {
        JobRequest request = new JobRequest("e2e", workload, List.of(source), options, null, null, null);
        try {
            return process.jobs().start(Server.TENANT, request, null).jobId();
        } catch (InvalidJob e) {
            throw new AssertionError(e);
        }
    }

    private static JobStatus status(SingleProcess process, UUID job) {
        return process.jobs().status(Server.TENANT, List.of(job)).getFirst();
    }

    private static JobState awaitEnd(SingleProcess process, UUID job) {
        return await("end of the job")
                .atMost(LONG)
                .until(() -> status(process, job).state(), JobState::terminal);
    }

    private static UUID scan(SingleProcess process, Path tree, @Nullable String pool) {
        SourceSpec source =
                new SourceSpec("tree", "file", Map.of("root", tree.toString()), null, "env:CANARY_CREDENTIAL", pool);
        return submit(process, "discovery", source, Map.of());
    }

    @Test
    void shouldFindTheSameAsTheWorkerInTheProcessAndLetNothingTravelThatMustStay() throws Exception {
        Path tree = home.resolve("tree");
        Canaries.plant(tree);
        TreeOfFiles.write(tree, 7, 300, 200_000);
        try (SingleProcess process = start(Workloads.installed())) {
            UUID here = scan(process, tree, null);
            awaitEnd(process, here);
            try (RecordingProxy line = new RecordingProxy(api(process));
                    RemoteWorker worker = worker(line.uri(), Workloads.installed())) {
                UUID afar = scan(process, tree, RemoteWorker.POOL);
                awaitEnd(process, afar);

                assertThat(Canonical.of(process.jobs(), afar)).isEqualTo(Canonical.of(process.jobs(), here));
                assertThat(status(process, afar).results().get("finding")).isPositive();
                String trace = TraceContext.begin(afar).text();
                assertThat(line.traces).contains("/get_task " + trace, "/update_task_progress " + trace);
                assertThat(line.passed)
                        .anyMatch(text -> text.contains("payment_card"))
                        .anyMatch(text -> text.startsWith("/get_task_inputs") || text.startsWith("/get_task"))
                        .allSatisfy(text -> {
                            assertThat(Canaries.in(text)).isEmpty();
                            assertThat(text).doesNotContain(TOKEN);
                        });
                worker.stop();
            }
        }
    }

    /** Its line is cut in the middle of the job: what was accepted of its work stands, and is done by nobody again. */
    @Test
    void shouldGoOnElsewhereFromWhatWasAcceptedWhenAWorkerIsCutOff() throws Exception {
        SteeredWorkload first = new SteeredWorkload();
        SteeredWorkload second = new SteeredWorkload();
        SourceSpec source = new SourceSpec("s", "none", Map.of(), null, null, RemoteWorker.POOL);
        int records = 400;
        try (SingleProcess process = start(new Workloads(List.of(new SteeredWorkload())));
                RecordingProxy line = new RecordingProxy(api(process));
                RemoteWorker doomed = worker(line.uri(), new Workloads(List.of(first)))) {
            UUID job = submit(process, SteeredWorkload.NAME, source, Map.of("count", records));
            await().atMost(LONG).until(() -> processed(process, job) >= 20);
            first.shut(false);
            assertThat(first.awaitReader()).isTrue();
            line.cut();
            long accepted = processed(process, job);
            assertThat(accepted).isLessThan(records);
            try (RemoteWorker heir = worker(api(process), new Workloads(List.of(second)))) {
                assertThat(awaitEnd(process, job)).isEqualTo(JobState.COMPLETED);
                heir.stop();
            }
            first.open();

            List<ResultRow> results = results(process, job);
            assertThat(results)
                    .hasSize(records)
                    .allSatisfy(row -> assertThat(row.body()).isEqualTo("1"));
            assertThat(second.read.size()).isLessThanOrEqualTo((int) (records - accepted));
            assertThat(tasks(process, job)).anyMatch(task -> task.attempt() > 1);
        }
    }

    @Test
    void shouldStopWhatWasCancelledAndHandBackWhatIsLeftWhenItStops() throws Exception {
        SteeredWorkload steered = new SteeredWorkload();
        SourceSpec source = new SourceSpec("s", "none", Map.of(), null, null, RemoteWorker.POOL);
        try (SingleProcess process = start(new Workloads(List.of(new SteeredWorkload())));
                RemoteWorker worker = worker(api(process), new Workloads(List.of(steered)))) {
            steered.shut(true);
            UUID cancelled = submit(process, SteeredWorkload.NAME, source, Map.of("count", 20));
            assertThat(steered.awaitReader()).isTrue();
            process.jobs().cancel(Server.TENANT, cancelled);
            assertThat(awaitEnd(process, cancelled)).isEqualTo(JobState.CANCELLED);

            steered.shut(true);
            UUID left = submit(process, SteeredWorkload.NAME, source, Map.of("count", 20));
            assertThat(steered.awaitReader()).isTrue();
            worker.stop();
            steered.open();
            try (RemoteWorker next = worker(api(process), new Workloads(List.of(new SteeredWorkload())))) {
                assertThat(awaitEnd(process, left)).isEqualTo(JobState.COMPLETED);
                next.stop();
            }
        }
    }

    private static long processed(SingleProcess process, UUID job) {
        return status(process, job).phases().getLast().records().processed();
    }

    private static List<ResultRow> results(SingleProcess process, UUID job) throws JobNotFound {
        return process.jobs()
                .results(Server.TENANT, job, null, null, Page.MAX_LIMIT)
                .items();
    }

    private static List<TaskView> tasks(SingleProcess process, UUID job) throws JobNotFound {
        return process.jobs()
                .tasks(Server.TENANT, job, null, null, Page.MAX_LIMIT)
                .items();
    }
}
