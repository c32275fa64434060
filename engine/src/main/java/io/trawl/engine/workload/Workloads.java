package io.trawl.engine.workload;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The workloads on the class path, by name. */
public final class Workloads {
    private final Map<String, Workload> byName = new LinkedHashMap<>();

    /** @throws IllegalArgumentException when two share a name */
    public Workloads(Iterable<? extends Workload> workloads) {
        for (Workload workload : workloads) {
            if (byName.putIfAbsent(workload.name(), workload) != null) {
                throw new IllegalArgumentException(
                        "Two workloads are named '" + workload.name() + "'; remove one from the class path.");
            }
        }
    }

    public static Workloads installed() {
        return new Workloads(ServiceLoader.load(Workload.class));
    }

    public Optional<Workload> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<String> names() {
        return byName.keySet();
    }
}
