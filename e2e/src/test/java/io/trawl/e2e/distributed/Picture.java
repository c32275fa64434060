package io.trawl.e2e.distributed;

import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Part.Role;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an installation does at the moment, in a few lines: tasks that have not ended, leases, and the last complaints. */
final class Picture {
    private static final int COMPLAINTS = 3;
    private static final int WIDTH = 200;
    private static final Set<Role> WITHOUT_LOG = Set.of(Role.POSTGRES, Role.KAFKA);

    private static final String TASKS = "SELECT format('task %s of %s phase %s state %s attempt %s crashes %s solo %s"
            + " due %s since %s', task_id, source, phase, state, attempt, crashes, solo, due_at - now(), now() - since)"
            + " FROM trawl.task WHERE place <> 3 ORDER BY task_id LIMIT 30";
    private static final String LEASES =
            "SELECT format('%s slots %s renewal %s closed %s until %s', name, slots, number,"
                    + " closed, lease_until - now()) FROM trawl.worker_lease ORDER BY lease_until DESC LIMIT 6";

    private Picture() {}

    static String of(Installation installation) {
        List<String> lines = new ArrayList<>();
        try {
            lines.addAll(installation.texts(TASKS));
            lines.addAll(installation.texts(LEASES));
        } catch (SQLException e) {
            lines.add("The database cannot be asked: " + e.getMessage());
        }
        for (Part part : installation.stack().parts()) {
            lines.add(part.name() + (installation.stack().runs(part) ? " runs" : " does not run"));
            if (!WITHOUT_LOG.contains(part.role())) {
                lines.addAll(complaints(installation.log(part)));
            }
        }
        return String.join("\n", lines);
    }

    private static List<String> complaints(String log) {
        List<String> all = log.lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                // Kafka's clients say the same in every turn, at length.
                .filter(line -> !line.contains(" org.apache.kafka."))
                .map(line -> line.substring(0, Math.min(WIDTH, line.length())))
                .toList();
        return all.subList(Math.max(0, all.size() - COMPLAINTS), all.size());
    }
}
