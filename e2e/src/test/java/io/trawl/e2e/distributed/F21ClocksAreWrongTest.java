package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Part.Role;
import io.trawl.e2e.distributed.Stage.Act;
import io.trawl.schemas.TaskView;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * F21: in the middle of a job the clocks of workers and of both orchestrators jump, some ahead and some back, by more than
 * an hour. No lease runs out by that and nothing is begun again; leases still run out where a worker dies.
 */
@ExtendWith(SharedInstallation.class)
class F21ClocksAreWrongTest {
    private static final Duration WRONG = Duration.ofMinutes(65);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A lease is renewed three times within its length. */
    private static final int RENEWALS_OF_TWO_LEASES = 6;

    @Test
    void shouldNotMatterToLeasesAndWork(Installation installation) throws Exception {
        List<Part> ahead = List.of(installation.part(Role.WORKER, 0), installation.part(Role.ORCHESTRATOR, 0));
        List<Part> behind = List.of(installation.part(Role.WORKER, 1), installation.part(Role.ORCHESTRATOR, 1));
        DirectedJob job = DirectedJob.start(installation, DirectedWorkload.TOGETHER, 20, Map.of("r7", Act.WAIT));
        Part reader = job.reader("r7");
        try {
            ahead.forEach(part -> set(installation, part, WRONG));
            behind.forEach(part -> set(installation, part, WRONG.negated()));
            shouldKeepItsLeases(installation, job);
            installation.stack().kill(reader);
            job.stage().awaitReaders("r7", 2);
            // From its start on, this time.
            installation.stack().start(reader);
            job.stage().open();
            job.shouldComplete();
        } finally {
            restart(installation, Stream.concat(ahead.stream(), behind.stream()).toList());
        }
        DirectedJob.start(installation, DirectedWorkload.TOGETHER, 20, Map.of()).shouldComplete();
    }

    /** A wait that began before its clock was put back lasts until the clock has got there: others' tests have none of it. */
    private static void restart(Installation installation, List<Part> parts) {
        parts.forEach(part -> ClockAgent.set(installation.stack().home(part), Duration.ZERO));
        parts.stream().filter(installation.stack()::runs).forEach(installation.stack()::kill);
        installation.heal();
    }

    private static void shouldKeepItsLeases(Installation installation, DirectedJob job) throws Exception {
        String alive = "SELECT %s FROM trawl.worker_lease WHERE NOT closed AND lease_until > now()";
        long number = installation.count(alive.formatted("min(number)"));
        long workers = installation.count(alive.formatted("count(*)"));
        for (Part orchestrator : installation.stack().parts(Role.ORCHESTRATOR)) {
            Stage stage = installation.stage(Map.of());
            DirectedJob meanwhile = new DirectedJob(
                    installation,
                    stage,
                    installation.client(orchestrator).submit(stage.job(DirectedWorkload.TOGETHER, 20)),
                    20);
            meanwhile.shouldComplete();
            assertThat(meanwhile.tasksOfReading()).extracting(TaskView::attempt).containsOnly(1);
        }
        await("two leases are over")
                .atMost(PATIENCE)
                .until(() -> installation.count(alive.formatted("min(number)")) >= number + RENEWALS_OF_TWO_LEASES);
        assertThat(installation.count(alive.formatted("count(*)"))).isEqualTo(workers);
        assertThat(job.tasksOfReading()).extracting(TaskView::attempt).containsOnly(1);
        assertThat(job.tasksOfReading()).allSatisfy(DirectedJob::shouldHoldNothingAgainst);
    }

    /** Returns when the process goes by it; a connection that its server thinks idle for an hour may break meanwhile. */
    private static void set(Installation installation, Part part, Duration wrong) {
        ClockAgent.set(installation.stack().home(part), wrong);
        await(part.name() + " has another time")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Duration.between(Instant.now().plus(wrong), clock(installation, part))
                                .abs()
                                .compareTo(WRONG.dividedBy(2))
                        < 0);
    }

    private static Instant clock(Installation installation, Part part) {
        HttpResponse<String> answer = installation.get(part, "/actuator/health/liveness");
        String date = answer.headers().firstValue("Date").orElseThrow();
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
