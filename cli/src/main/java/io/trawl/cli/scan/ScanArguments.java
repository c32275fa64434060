package io.trawl.cli.scan;

import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Json;
import io.trawl.schemas.SourceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a scan was asked to do. Two that mean the same are the same job to {@code --resume}, in whatever order they name it.
 *
 * @param paths absolute and normalised, each once
 * @param include of the paths, like {@code exclude} and {@code hidden}
 * @param detectors empty is all
 */
record ScanArguments(
        List<Path> paths,
        DatabaseTargets databases,
        List<String> include,
        List<String> exclude,
        List<String> detectors,
        boolean hidden) {
    /** Carries {@link #mark()} on the job. */
    static final String LABEL = "trawl.scan";

    private static final int MARK_LENGTH = 32;
    private static final int MAX_PATTERN = 150;

    ScanArguments {
        paths = paths.stream()
                .map(p -> p.toAbsolutePath().normalize())
                .distinct()
                .toList();
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        detectors = List.copyOf(detectors);
    }

    /** Tells whether two scans mean the same. */
    String mark() {
        Map<String, Object> canonical = new TreeMap<>();
        canonical.put("paths", new TreeSet<>(paths.stream().map(Path::toString).toList()));
        if (!databases.urls().isEmpty()) {
            canonical.put("databases", new TreeSet<>(databases.urls()));
        }
        canonical.put("include", new TreeSet<>(include));
        canonical.put("exclude", new TreeSet<>(exclude));
        canonical.put("detectors", new TreeSet<>(detectors));
        canonical.put("hidden", hidden);
        return SourceId.sha256(Json.mapper().writeValueAsString(canonical)).substring(0, MARK_LENGTH);
    }

    JobRequest request() {
        List<SourceSpec> sources = new ArrayList<>();
        for (Path path : paths) {
            sources.add(SourceSpec.of(SourceId.of(path), "file", sourceOptions(path)));
        }
        sources.addAll(databases.sources());
        Map<String, Object> options = detectors.isEmpty() ? Map.of() : Map.of("detectors", detectors);
        return new JobRequest("scan", "discovery", sources, options, null, null, Map.of(LABEL, mark()));
    }

    private Map<String, Object> sourceOptions(Path path) {
        Map<String, Object> options = new LinkedHashMap<>();
        Path parent = path.getParent();
        Path name = path.getFileName();
        List<String> leftOut = new ArrayList<>(exclude);
        List<String> taken = include;
        if (parent != null && name != null && Files.isRegularFile(path)) {
            // A source is a directory: one file is all of its directory but everything else.
            options.put("root", parent.toString());
            taken = List.of("/" + literal(name.toString()));
            leftOut.add("*/");
        } else {
            options.put("root", path.toString());
        }
        if (!taken.isEmpty()) {
            options.put("include", taken);
        }
        if (!leftOut.isEmpty()) {
            options.put("exclude", leftOut);
        }
        if (!hidden) {
            options.put("hidden", false);
        }
        return options;
    }

    /** A pattern for one name. What a pattern cannot say of it stands for any character. */
    private static String literal(String name) {
        String plain = name.replaceAll("[*?\\[\\]{},\\\\]", "?");
        return plain.length() < MAX_PATTERN ? plain : plain.substring(0, MAX_PATTERN - 2) + "*";
    }
}
