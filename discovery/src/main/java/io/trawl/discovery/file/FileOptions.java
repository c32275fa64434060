package io.trawl.discovery.file;

import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.SourceSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file source says of itself.
 *
 * @param root absolute; a symlink as the root itself is followed once
 * @param include when not empty, files that match none are left out
 * @param exclude files and whole directories to leave out; stronger than include
 * @param hidden whether names that start with a dot are read
 */
record FileOptions(Path root, List<Glob> include, List<Glob> exclude, boolean hidden) {
    /** Each exclude pattern is a reason of its own, and a report carries at most 64 of them. */
    static final int MAX_PATTERNS = 40;

    private static final Set<String> KNOWN = Set.of("root", "include", "exclude", "hidden");

    static FileOptions of(SourceSpec source, String pointer) throws InvalidJob {
        Map<String, Object> options = source.options();
        String at = pointer + "/options";
        for (String name : options.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new InvalidJob(
                        at + "/" + escaped(name),
                        "The connector 'file' has no option of this name; it knows root, include, exclude and hidden.");
            }
        }
        return new FileOptions(
                root(options.get("root"), at + "/root"),
                globs(options.get("include"), at + "/include"),
                globs(options.get("exclude"), at + "/exclude"),
                flag(options.get("hidden"), at + "/hidden"));
    }

    private static Path root(@Nullable Object value, String at) throws InvalidJob {
        if (!(value instanceof String text) || text.isBlank()) {
            throw new InvalidJob(at, "A file source needs its root: an absolute path, for example \"/srv/share\".");
        }
        try {
            Path root = Path.of(text);
            if (!root.isAbsolute()) {
                throw new InvalidJob(at, "The root must be an absolute path, for example \"/srv/share\".");
            }
            return root.normalize();
        } catch (InvalidPathException e) {
            throw new InvalidJob(at, "The root is not a path on this system; remove the characters it cannot have.");
        }
    }

    private static List<Glob> globs(@Nullable Object value, String at) throws InvalidJob {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> patterns) || patterns.size() > MAX_PATTERNS) {
            throw new InvalidJob(at, "Give a list of at most " + MAX_PATTERNS + " patterns, for example [\"*.bak\"].");
        }
        List<Glob> globs = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            if (!(patterns.get(i) instanceof String pattern)) {
                throw new InvalidJob(at + "/" + i, "A pattern is a text, for example \"*.bak\".");
            }
            try {
                globs.add(Glob.of(pattern));
            } catch (IllegalArgumentException e) {
                throw new InvalidJob(at + "/" + i, "This pattern cannot be used: " + e.getMessage() + ".");
            }
        }
        return List.copyOf(globs);
    }

    private static boolean flag(@Nullable Object value, String at) throws InvalidJob {
        if (value == null) {
            return true;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new InvalidJob(at, "Say true to read files whose name starts with a dot (the default), or false.");
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
