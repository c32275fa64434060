package io.trawl.discovery.file;

import io.trawl.discovery.source.Listing;
import io.trawl.discovery.source.Names;
import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.SourceObject;
import io.trawl.discovery.source.Unreadable;
import io.trawl.schemas.Outcome;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Walks a tree depth first, each directory in the order of its raw names, without recursion and without holding more
 * than a page per level. A cursor is the path of what was told last.
 */
final class TreeWalk {
    /** Keeps a path and the name of one entry within what a cursor can hold. */
    static final int MAX_PATH_BYTES = 3_800;

    private final Tree tree;
    private final PathRules rules;
    private final int pageSize;
    private final Listing listing;
    private final Deque<Level> levels = new ArrayDeque<>();

    TreeWalk(Tree tree, PathRules rules, int pageSize, Listing listing) {
        this.tree = tree;
        this.rules = rules;
        this.pageSize = pageSize;
        this.listing = listing;
    }

    /** @throws Unreadable the root cannot be listed */
    void run(@Nullable String cursor) throws Unreadable, IOException {
        Level root = new Level("", cursor);
        try {
            root.turnPage();
        } catch (IOException e) {
            throw Refusals.of(e);
        }
        levels.push(root);
        while (!levels.isEmpty()) {
            Level level = levels.peek();
            if (level.hasNext()) {
                visit(level, level.next());
            } else if (level.last) {
                levels.pop();
            } else {
                turnPage(level);
            }
        }
    }

    private void visit(Level level, Entry entry) throws IOException {
        String path = level.pathOf(entry.name());
        String shown = Names.clip(RawName.ofText(path).display(), Names.MAX_LENGTH);
        boolean isDirectory = entry.kind() == Entry.Kind.DIRECTORY;
        String rule = rules.leftOutBy(entry.name(), shown, isDirectory);
        if (rule != null) {
            listing.left(Outcome.EXCLUDED, rule, shown, path);
        } else if (path.length() > MAX_PATH_BYTES) {
            listing.left(Outcome.SKIPPED, Reasons.PATH_TOO_LONG, shown, path);
        } else {
            switch (entry.kind()) {
                case FILE -> listing.found(new SourceObject(shown, path, entry.size()), path);
                case DIRECTORY -> enter(new Level(path, level.rest(entry.name())));
                case SYMLINK -> listing.left(Outcome.EXCLUDED, Reasons.SYMLINK, shown, path);
                case SPECIAL -> listing.left(Outcome.EXCLUDED, Reasons.SPECIAL_FILE, shown, path);
                case GONE -> listing.left(Outcome.SKIPPED, Reasons.GONE, shown, path);
                case DENIED -> listing.left(Outcome.SKIPPED, Reasons.DENIED, shown, path);
            }
        }
    }

    private void enter(Level level) throws IOException {
        listing.busy();
        levels.push(level);
        turnPage(level);
    }

    private void turnPage(Level level) throws IOException {
        try {
            level.turnPage();
        } catch (IOException e) {
            String shown = Names.clip(RawName.ofText(level.path).display(), Names.MAX_LENGTH);
            listing.left(Outcome.SKIPPED, Refusals.of(e).reason(), shown, level.path);
            level.last = true;
        }
    }

    /** One directory on the way down. */
    private final class Level {
        final String path;
        /** Of the cursor, what lies below this directory; null when nothing here was told yet. */
        private final @Nullable String resume;

        private @Nullable RawName seen;
        private Iterator<Entry> page = Collections.emptyIterator();
        boolean last;

        Level(String path, @Nullable String resume) {
            this.path = path;
            this.resume = resume;
        }

        boolean hasNext() {
            return page.hasNext();
        }

        Entry next() {
            Entry entry = page.next();
            seen = entry.name();
            return entry;
        }

        String pathOf(RawName name) {
            return path.isEmpty() ? name.text() : path + "/" + name.text();
        }

        /** What of the cursor lies below the entry; null when the cursor does not lead through it. */
        @Nullable
        String rest(RawName name) {
            String through = name.text() + "/";
            return resume != null && resume.startsWith(through) ? resume.substring(through.length()) : null;
        }

        void turnPage() throws IOException {
            try (Directory directory = tree.open(RawName.ofText(path))) {
                Page next = Page.read(directory, this::isTold, pageSize);
                page = next.entries().iterator();
                last = next.last();
            }
        }

        private boolean isTold(RawName name) {
            if (seen != null) {
                return name.compareTo(seen) <= 0;
            }
            if (resume == null) {
                return false;
            }
            int slash = resume.indexOf('/');
            int order = name.compareTo(RawName.ofText(slash < 0 ? resume : resume.substring(0, slash)));
            // The directory the cursor leads through is not finished; the last name of the cursor is.
            return slash < 0 ? order <= 0 : order < 0;
        }
    }
}
