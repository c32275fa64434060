package io.trawl.cli.doctor;

import io.trawl.cli.doctor.Snapshot.Away;
import io.trawl.cli.doctor.Snapshot.Carrier;
import io.trawl.cli.doctor.Snapshot.Reader;
import io.trawl.cli.doctor.Snapshot.There;
import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.kafka.health.Groups.Group;
import io.trawl.schemas.window.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From what is to be seen to what is wrong with it. */
final class Diagnosis {
    /** A group that is behind by less is at work. */
    static final long LAG = 10_000;

    private static final String REPAIR = "`trawl doctor --repair` does it now.";

    private final Snapshot seen;
    private final List<Complaint> complaints = new ArrayList<>();

    private Diagnosis(Snapshot seen) {
        this.seen = seen;
    }

    /** In the order in which to see to them: causes before what follows of them. */
    static List<Complaint> of(Snapshot seen) {
        Diagnosis diagnosis = new Diagnosis(seen);
        diagnosis.carrier(seen.carrier());
        diagnosis.workers();
        diagnosis.offered();
        diagnosis.running();
        diagnosis.unscheduled();
        diagnosis.held();
        return List.copyOf(diagnosis.complaints);
    }

    private void add(String what, String remedy) {
        complaints.add(new Complaint(what, remedy));
    }

    private void carrier(Carrier carrier) {
        switch (carrier) {
            case Away away ->
                add(
                        away.sentence() + " No work is given out meanwhile; jobs are accepted and wait.",
                        "Start the broker again; nothing else is to be done, whatever it has lost.");
            case There there -> {
                there.topics()
                        .forEach(sentence -> add(
                                sentence,
                                "Orchestrators make missing topics within seconds; if none runs, `trawl doctor --repair`"
                                        + " does."));
                readers(there.groups());
                new TreeMap<>(there.deadLetters()).forEach(this::deadLetters);
            }
        }
    }

    private void readers(List<Group> groups) {
        Map<String, Group> byName = groups.stream().collect(Collectors.toMap(Group::name, Function.identity()));
        for (Reader reader : seen.readers()) {
            Group group = byName.get(reader.group());
            if (group == null || group.members() == 0) {
                add(
                        "Nobody reads as the group " + reader.group() + ": no `trawl " + reader.role()
                                + "` is connected to Kafka.",
                        "Start one, or see in its log why it cannot connect.");
            }
        }
        for (Group group : groups) {
            new TreeMap<>(group.lag()).forEach((topic, records) -> {
                if (records >= LAG && group.members() > 0) {
                    add(
                            "The group " + group.name() + " is " + records + " records behind in " + topic + " with "
                                    + group.members() + " members.",
                            "If it keeps growing, start more processes of its role or see whether the database is slow.");
                }
            });
        }
    }

    private void deadLetters(String topic, long records) {
        add(
                topic + " holds " + records + " records that could not be read or delivered.",
                "Their headers say why (kafka-console-consumer.sh --topic " + topic
                        + " --from-beginning --property print.headers=true); what they carried was announced again"
                        + " meanwhile.");
    }

    /** Pools in which something could start, and of which no worker is alive. */
    private void workers() {
        Backlog waiting = seen.waiting();
        TreeSet<String> alive =
                waiting.pools().stream().map(pool -> pool.name()).collect(Collectors.toCollection(TreeSet::new));
        TreeMap<String, Long> without = new TreeMap<>();
        waiting.groups().stream()
                .filter(group -> group.pending() > 0 && !alive.contains(group.pool()))
                .forEach(group -> without.merge(group.pool(), group.pending(), Long::sum));
        without.forEach((pool, tasks) -> add(
                tasks + " tasks wait for a worker of the pool '" + pool + "', and none is alive.",
                "Start one with `trawl worker --pool " + pool + "`, or see in its log why its lease ran out."));
    }

    private void offered() {
        seen.standstill()
                .offered()
                .forEach(one -> add(
                        one.tasks() + " tasks of the pool '" + one.pool() + "' were offered up to " + text(one.oldest())
                                + " ago and not started: their packets were lost, or all workers are busy.",
                        "The reconciler of a running orchestrator takes them back. " + REPAIR));
    }

    private void running() {
        seen.standstill()
                .orphaned()
                .forEach(one -> add(
                        one.tasks() + " tasks are held by the worker '" + one.worker() + "', whose lease has run out.",
                        "The reconciler of a running orchestrator gives them to others. " + REPAIR));
        seen.standstill()
                .silent()
                .forEach(
                        one -> add(
                                one.tasks() + " tasks of phase " + one.phase() + " of job " + one.job()
                                        + " run, and nothing was accepted of them within the bound of that phase.",
                                "A running `trawl pipeliner` aborts them; see whether one runs, and what their source answers."));
    }

    private void unscheduled() {
        seen.standstill()
                .unscheduled()
                .forEach(one -> add(
                        one.chunks() + " chunks of job " + one.job() + " have waited up to " + text(one.oldest())
                                + " for tasks of phase " + one.phase() + ": no pipeliner proposed any.",
                        "See whether `trawl pipeliner` runs; `trawl doctor --repair` announces them to it again."));
    }

    /** What somebody wants so. */
    private void held() {
        Backlog waiting = seen.waiting();
        waiting.openings().stream()
                .filter(opening -> !TimeWindow.open(opening.windows(), waiting.now()))
                .forEach(opening -> add(
                        "The source '" + opening.source() + "' may not be read now: "
                                + TimeWindow.opensAt(opening.windows(), waiting.now())
                                        .map(at -> "its windows open at " + at + ".")
                                        .orElse("its windows never open."),
                        "Wait, or register it with other windows."));
        waiting.groups().stream()
                .filter(group -> !group.claimable() && group.pending() > 0)
                .map(group -> group.key().jobId())
                .distinct()
                .forEach(job -> add(
                        "Job " + job
                                + " has tasks that wait, and is paused, being cancelled or past a limit of its own.",
                        "`trawl jobs explain " + job + "` says which; `trawl jobs resume " + job
                                + "` lets a paused one go on."));
    }

    private static String text(Duration age) {
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }
}
