package io.trawl.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.doctor.Snapshot.Away;
import io.trawl.cli.doctor.Snapshot.Carrier;
import io.trawl.cli.doctor.Snapshot.Reader;
import io.trawl.cli.doctor.Snapshot.There;
import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Opening;
import io.trawl.engine.ledger.AssignLedger.Pool;
import io.trawl.kafka.health.Groups;
import io.trawl.orchestrator.ledger.Standstill;
import io.trawl.orchestrator.ledger.Standstill.Offered;
import io.trawl.orchestrator.ledger.Standstill.Orphaned;
import io.trawl.orchestrator.ledger.Standstill.Silent;
import io.trawl.orchestrator.ledger.Standstill.Unscheduled;
import io.trawl.schemas.window.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final UUID JOB = new UUID(1, 2);
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Standstill NOTHING =
            new Standstill(List.of("default"), List.of(), List.of(), List.of(), List.of());
    private static final Reader PIPELINER = new Reader("trawl.pipeliner", "pipeliner");
    private static final Carrier WELL =
            new There(List.of(), List.of(new Groups.Group("trawl.pipeliner", 1, Map.of("trawl.events", 5L))), Map.of());

    @Test
    void shouldFindNothingWrongWithWhatIsAtWork() {
        Backlog busy = new Backlog(List.of(group("default", true, 7)), List.of(new Pool("default", 8, 2)));
        assertThat(diagnose(busy, NOTHING, WELL)).isEmpty();
    }

    @Test
    void shouldSayThatKafkaIsAway() {
        assertThat(diagnose(idle(), NOTHING, new Away("The Kafka broker did not answer.")))
                .singleElement()
                .satisfies(complaint -> {
                    assertThat(complaint.what()).startsWith("The Kafka broker did not answer. No work is given out");
                    assertThat(complaint.remedy()).contains("Start the broker again");
                });
    }

    @Test
    void shouldSayWhichTopicsGroupsAndDeadLettersAreAmiss() {
        Carrier carrier = new There(
                List.of("The topic trawl.events is missing; a start of Trawl creates it."),
                List.of(
                        new Groups.Group("trawl.pipeliner", 0, Map.of("trawl.events", 90_000L)),
                        new Groups.Group("trawl.acceptors", 2, Map.of("trawl.progress", 10_000L))),
                Map.of("trawl.progress.dlq", 3L));
        assertThat(diagnose(idle(), NOTHING, carrier))
                .extracting(Complaint::what)
                .containsExactly(
                        "The topic trawl.events is missing; a start of Trawl creates it.",
                        "Nobody reads as the group trawl.pipeliner: no `trawl pipeliner` is connected to Kafka.",
                        "The group trawl.acceptors is 10000 records behind in trawl.progress with 2 members.",
                        "trawl.progress.dlq holds 3 records that could not be read or delivered.");
        assertThat(diagnose(idle(), NOTHING, new There(List.of(), List.of(), Map.of())))
                .as("a group that never was")
                .hasSize(1);
    }

    @Test
    void shouldSayThatAPoolHasTasksAndNoWorker() {
        Backlog waiting = new Backlog(
                List.of(group("paris", true, 4), group("paris", true, 3), group("paris", true, 0)),
                List.of(new Pool("default", 8, 2)));
        assertThat(diagnose(waiting, NOTHING, WELL)).singleElement().satisfies(complaint -> {
            assertThat(complaint.what()).isEqualTo("7 tasks wait for a worker of the pool 'paris', and none is alive.");
            assertThat(complaint.remedy()).contains("trawl worker --pool paris");
        });
    }

    @Test
    void shouldSayWhatHasStoodTooLong() {
        Standstill standstill = new Standstill(
                List.of("default"),
                List.of(new Offered("default", 5, Duration.ofSeconds(95))),
                List.of(new Orphaned("host-1", 2)),
                List.of(new Silent(JOB, "inspect", 1)),
                List.of(new Unscheduled(JOB, "classify", 9, Duration.ofSeconds(40))));
        assertThat(diagnose(idle(), standstill, WELL))
                .extracting(Complaint::what)
                .containsExactly(
                        "5 tasks of the pool 'default' were offered up to 1 min ago and not started: their packets were"
                                + " lost, or all workers are busy.",
                        "2 tasks are held by the worker 'host-1', whose lease has run out.",
                        "1 tasks of phase inspect of job " + JOB
                                + " run, and nothing was accepted of them within the bound of that phase.",
                        "9 chunks of job " + JOB
                                + " have waited up to 40 s for tasks of phase classify: no pipeliner proposed any.");
    }

    @Test
    void shouldSayWhatSomebodyWantsToStand() {
        Backlog waiting = new Backlog(
                List.of(group("default", false, 4), group("default", false, 1)),
                List.of(new Pool("default", 8, 2)),
                List.of(
                        new Opening("default", "ds_night", List.of(TimeWindow.parse("only 20:00-06:00 UTC"))),
                        new Opening("default", "ds_day", List.of(TimeWindow.parse("only 08:00-18:00 UTC")))),
                MONDAY_NOON);
        assertThat(diagnose(waiting, NOTHING, WELL))
                .extracting(Complaint::what)
                .containsExactly(
                        "The source 'ds_night' may not be read now: its windows open at 2026-11-23T20:00:00Z.",
                        "Job " + JOB
                                + " has tasks that wait, and is paused, being cancelled or past a limit of its own.");
    }

    private static List<Complaint> diagnose(Backlog waiting, Standstill standstill, Carrier carrier) {
        List<Complaint> complaints = Diagnosis.of(new Snapshot(waiting, standstill, carrier, List.of(PIPELINER)));
        assertThat(complaints)
                .allSatisfy(complaint -> assertThat(complaint.text()).matches("(?s)\\S.*[.)] \\S.*\\."));
        return complaints;
    }

    private static Backlog idle() {
        return new Backlog(List.of(), List.of());
    }

    private static Group group(String pool, boolean claimable, long pending) {
        return new Group(
                new GroupKey(JOB, 0, "ds_1"),
                "default",
                pool,
                claimable,
                5,
                null,
                4,
                pending,
                0,
                false,
                null,
                1,
                1,
                false);
    }
}
