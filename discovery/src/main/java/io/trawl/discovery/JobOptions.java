package io.trawl.discovery;

import io.trawl.discovery.detect.Detectors;
import io.trawl.engine.workload.InvalidJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a job may ask of this workload.
 *
 * @param detectors ids or categories; empty means all
 */
record JobOptions(List<String> detectors) {
    private static final String DETECTORS = "detectors";

    static JobOptions of(Map<String, Object> options) throws InvalidJob {
        for (String name : options.keySet()) {
            if (!name.equals(DETECTORS)) {
                throw new InvalidJob(
                        "/options/" + name.replace("~", "~0").replace("/", "~1"),
                        "The workload 'discovery' has no option of this name; it knows 'detectors'.");
            }
        }
        Object value = options.get(DETECTORS);
        if (value == null) {
            return new JobOptions(List.of());
        }
        String at = "/options/" + DETECTORS;
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw new InvalidJob(
                    at, "Give a list of detectors or categories, for example [\"payment\"], or leave it out.");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof String name)) {
                throw new InvalidJob(at + "/" + i, "A detector or category is a text, for example \"payment\".");
            }
            names.add(name);
        }
        return new JobOptions(List.copyOf(names));
    }

    /** @throws InvalidJob naming the first one that does not exist */
    Detectors from(Detectors all) throws InvalidJob {
        for (int i = 0; i < detectors.size(); i++) {
            try {
                all.select(List.of(detectors.get(i)));
            } catch (IllegalArgumentException e) {
                throw new InvalidJob("/options/" + DETECTORS + "/" + i, String.valueOf(e.getMessage()));
            }
        }
        return detectors.isEmpty() ? all : all.select(detectors);
    }
}
