package io.trawl.engine.coordinator;

import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;

/** Hands out free slots of one pool one by one, each to the job that has least for its weight. */
final class Share {
    private final Usage usage;
    private final Map<UUID, Double> served;
    private final PriorityQueue<Candidate> queue;

    Share(List<Group> groups, Usage usage, Map<UUID, Double> served) {
        this.usage = usage;
        this.served = served;
        Map<UUID, Candidate> jobs = new LinkedHashMap<>();
        groups.stream()
                .filter(group -> group.claimable() && group.due() > 0)
                // Later phases first: what is begun is brought to an end before more is begun.
                .sorted(Comparator.comparing((Group group) -> -group.key().phase())
                        .thenComparing(group -> group.key().source()))
                .forEach(group -> jobs.computeIfAbsent(group.key().jobId(), _ -> new Candidate(group))
                        .add(group));
        double least = jobs.keySet().stream()
                .filter(served::containsKey)
                .mapToDouble(served::get)
                .min()
                .orElse(0);
        jobs.keySet().forEach(job -> served.putIfAbsent(job, least));
        this.queue = new PriorityQueue<>(Comparator.comparingDouble(Candidate::load)
                .thenComparingDouble(candidate -> served.getOrDefault(candidate.jobId, 0.0))
                .thenComparing(candidate -> candidate.jobId));
        jobs.values().forEach(candidate -> {
            candidate.load = usage.ofJob(candidate.groups.getFirst()) / candidate.weight;
            queue.add(candidate);
        });
    }

    List<Grant> grant(int free) {
        Map<GroupKey, Integer> granted = new LinkedHashMap<>();
        int left = free;
        while (left > 0) {
            Candidate job = queue.poll();
            if (job == null) {
                break;
            }
            Group group = job.next(usage);
            if (group == null) {
                continue;
            }
            usage.take(group, 1);
            granted.merge(group.key(), 1, Integer::sum);
            served.merge(job.jobId, 1 / job.weight, Double::sum);
            job.load = usage.ofJob(group) / job.weight;
            queue.add(job);
            left--;
        }
        List<Grant> grants = new ArrayList<>();
        granted.forEach((key, tasks) -> grants.add(new Grant(key, tasks, false)));
        return grants;
    }

    private static final class Candidate {
        final UUID jobId;
        final double weight;
        final List<Group> groups = new ArrayList<>();
        final Map<GroupKey, Integer> taken = new HashMap<>();
        double load;

        Candidate(Group first) {
            this.jobId = first.key().jobId();
            this.weight = Math.scalb(1.0, first.priority());
        }

        void add(Group group) {
            groups.add(group);
        }

        double load() {
            return load;
        }

        /** The first group with a due task left that its source and job still bear; null when there is none. */
        @org.jspecify.annotations.Nullable
        Group next(Usage usage) {
            while (!groups.isEmpty()) {
                Group group = groups.getFirst();
                int used = taken.getOrDefault(group.key(), 0);
                if (used < group.due() && usage.allows(group)) {
                    taken.put(group.key(), used + 1);
                    return group;
                }
                groups.removeFirst();
            }
            return null;
        }
    }
}
