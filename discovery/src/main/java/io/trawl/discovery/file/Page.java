package io.trawl.discovery.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * The next entries of a directory in the order of their names. A directory too large for memory is read several
 * times, each time for the smallest names not seen yet.
 */
record Page(List<Entry> entries, boolean last) {
    /** @param told names that came before */
    static Page read(Directory directory, Predicate<RawName> told, int max) throws IOException {
        PriorityQueue<RawName> smallest = new PriorityQueue<>(Collections.reverseOrder());
        boolean last = true;
        try {
            for (Path path : directory.names()) {
                RawName name = RawName.of(path);
                if (told.test(name)) {
                    continue;
                }
                smallest.add(name);
                if (smallest.size() > max) {
                    smallest.poll();
                    last = false;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        List<RawName> names = new ArrayList<>(smallest);
        Collections.sort(names);
        List<Entry> entries = new ArrayList<>(names.size());
        for (RawName name : names) {
            entries.add(look(directory, name));
        }
        return new Page(entries, last);
    }

    private static Entry look(Directory directory, RawName name) throws IOException {
        try {
            return Entry.of(name, directory.attributes(name.toPath()));
        } catch (NoSuchFileException e) {
            return new Entry(name, Entry.Kind.GONE, 0);
        } catch (AccessDeniedException e) {
            return new Entry(name, Entry.Kind.DENIED, 0);
        }
    }
}
