package io.trawl.discovery.file;

import io.trawl.discovery.source.Reasons;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides by name what is left out. */
record PathRules(List<Glob> include, List<Glob> exclude, boolean hidden) {
    static PathRules of(FileOptions options) {
        return new PathRules(options.include(), options.exclude(), options.hidden());
    }

    /** @return the rule that leaves it out, null when it stays */
    @Nullable
    String leftOutBy(RawName name, String path, boolean isDirectory) {
        if (!hidden && name.isHidden()) {
            return Reasons.HIDDEN;
        }
        for (Glob glob : exclude) {
            if (glob.matches(path, isDirectory)) {
                return Reasons.EXCLUDE + glob.pattern();
            }
        }
        // A directory that is not included may still hold files that are.
        if (isDirectory || include.isEmpty()) {
            return null;
        }
        return include.stream().anyMatch(glob -> glob.matches(path, false)) ? null : Reasons.NOT_INCLUDED;
    }
}
