package io.trawl.discovery.file;

import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.SourceAccess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Under which directories an installation lets file sources be.
 *
 * @param allowed real paths; empty is everywhere
 */
record FileRoots(List<Path> allowed, boolean everywhere) {
    /** Paths separated like those of a class path. */
    static final String SETTING = "file.roots";

    static FileRoots of(SourceAccess access) {
        String setting = access.settings().getOrDefault(SETTING, "");
        List<Path> allowed = new ArrayList<>();
        for (String root : setting.split(File.pathSeparator, -1)) {
            if (!root.isBlank()) {
                allowed.add(real(Path.of(root.strip())));
            }
        }
        return new FileRoots(List.copyOf(allowed), setting.isBlank());
    }

    /** A root that is not there allows nothing: its name alone might become a link to elsewhere. */
    private static Path real(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            return root.toAbsolutePath().normalize();
        }
    }

    /** By where the path really is, so that a link cannot lead out; what is not there is told from what is not allowed. */
    boolean allows(Path path) throws IOException {
        if (everywhere) {
            return true;
        }
        Path named = path.toAbsolutePath().normalize();
        if (allowed.stream().noneMatch(named::startsWith) && !named.toFile().exists()) {
            return false;
        }
        Path real = path.toRealPath();
        return allowed.stream().anyMatch(real::startsWith);
    }

    void require(Path path) throws Unreadable, IOException {
        try {
            if (!allows(path)) {
                throw new Unreadable(Reasons.FORBIDDEN);
            }
        } catch (IOException e) {
            throw Refusals.of(e);
        }
    }
}
