package io.trawl.e2e.distributed;

import io.trawl.cli.remote.HttpWorkers;
import io.trawl.cli.stack.LocalStack;
import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Part.Role;
import java.util.List;

/** What an autoscaler does with the signal: as many workers of the default pool as it wants, within bounds. */
record Scaler(LocalStack stack, HttpWorkers api, int fewest, int most) {
    /** @return how many there are now */
    int turn() {
        long wanted = api.pools().items().stream()
                .filter(pool -> pool.pool().equals("default"))
                .mapToLong(pool -> pool.wantedWorkers())
                .findFirst()
                .orElse(0);
        return scale(stack, (int) Math.clamp(wanted, fewest, most));
    }

    /** Those it stops are told to end, and finish what they have in hand. */
    static int scale(LocalStack stack, int wanted) {
        List<Part> running =
                stack.parts(Role.WORKER).stream().filter(stack::runs).toList();
        List<Part> stopped = stack.parts(Role.WORKER).stream()
                .filter(part -> !running.contains(part))
                .toList();
        for (int i = running.size(); i < wanted; i++) {
            int known = i - running.size();
            if (known < stopped.size()) {
                stack.start(stopped.get(known));
            } else {
                stack.add(Role.WORKER);
            }
        }
        running.stream().skip(wanted).forEach(stack::stop);
        return wanted;
    }
}
