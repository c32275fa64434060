package io.trawl.discovery.detect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A set of detectors, ready to scan. Immutable and safe for use by many threads.
 *
 * <p>A text may be cut into slices, scanned in any order: the matches are the same as of the whole text, as long as
 * each slice is given with {@link #LEFT_CONTEXT} characters before it and {@link #RIGHT_OVERLAP} after it, where the
 * text has them. Whether a value is reported, and how, depends on no more than that much around its start.
 */
public final class Detectors {
    /** Characters before a match's start that may matter to it. */
    public static final int LEFT_CONTEXT = Scan.OVERLAP + Window.REACH + Window.BACK;
    /** Characters from a match's start on that may matter to it; no match is longer. */
    public static final int RIGHT_OVERLAP = Window.REACH + Window.AHEAD;

    private final List<Catalogue.Entry> entries;
    private final Prefilter prefilter;
    private final Map<String, ContextWords> names = new LinkedHashMap<>();
    private final Map<String, ContextWords> otherNames = new LinkedHashMap<>();

    private Detectors(List<Catalogue.Entry> entries) {
        this.entries = List.copyOf(entries);
        Map<Form, List<Anchor>> anchors = new LinkedHashMap<>();
        for (Catalogue.Entry entry : entries) {
            for (Catalogue.FormEntry form : entry.forms()) {
                anchors.put(
                        FormFactory.create(entry, form),
                        form.anchors().stream()
                                .map(Catalogue.AnchorEntry::anchor)
                                .toList());
            }
        }
        this.prefilter = new Prefilter(anchors);
        for (Catalogue.Entry entry : entries) {
            List<String> words = new ArrayList<>(entry.context());
            words.addAll(entry.names());
            words.add(entry.id());
            names.put(entry.id(), new ContextWords(words, Window.BACK, 0));
            otherNames.put(entry.id(), new ContextWords(entry.otherNames(), Window.BACK, 0));
        }
    }

    /** All detectors of the catalogue. Reads and compiles it: make one and keep it. */
    public static Detectors fromCatalogue() {
        return new Detectors(Catalogue.load().detectors());
    }

    /**
     * Those of these detectors that are named, by id or category.
     *
     * @throws IllegalArgumentException when a name is neither; the message is one sentence that lists all names
     */
    public Detectors select(Collection<String> idsOrCategories) {
        Set<String> known = new LinkedHashSet<>();
        entries.forEach(entry -> known.add(entry.category()));
        entries.forEach(entry -> known.add(entry.id()));
        for (String name : idsOrCategories) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("There is no detector or category '" + name + "'; choose from "
                        + String.join(", ", known) + ".");
            }
        }
        Set<String> wanted = Set.copyOf(idsOrCategories);
        return new Detectors(entries.stream()
                .filter(entry -> wanted.contains(entry.id()) || wanted.contains(entry.category()))
                .toList());
    }

    /** In the catalogue's order. */
    public List<Detector> all() {
        return entries.stream().map(Catalogue.Entry::detector).toList();
    }

    /** Whether a column of this name is said to hold what the detector finds; false for a detector that is not here. */
    public boolean isNamed(String detector, String column) {
        ContextWords words = names.get(detector);
        ContextWords others = otherNames.get(detector);
        Window window = new Window(column);
        window.moveTo(column.length());
        Span end = new Span(column.length(), column.length());
        return words != null && others != null && words.near(window, end) && !others.near(window, end);
    }

    /** Which share of numbers of the right length pass the detector's check by chance; 0 for one without numbers. */
    public double chance(String detector) {
        for (Catalogue.Entry entry : entries) {
            Double chance = entry.chance();
            if (entry.id().equals(detector) && chance != null) {
                return chance;
            }
        }
        return 0;
    }

    /**
     * Reports every match that starts in {@code [from, to)}; the rest of the text is context only. To scan a cell of a
     * table, put the column's name before it ({@code card_number: 4111…}) and let {@code from} be where the cell begins.
     */
    public void scan(String text, int from, int to, MatchSink sink) {
        scanCounting(text, from, to, sink);
    }

    /** As {@link #scan}; returns the characters looked at beyond the one pass, so that tests can bound the work. */
    long scanCounting(String text, int from, int to, MatchSink sink) {
        if (from < 0 || to < from || to > text.length()) {
            throw new IndexOutOfBoundsException(
                    "Cannot scan from " + from + " to " + to + " of " + text.length() + " characters.");
        }
        return new Scan(text, from, to).run(prefilter, sink);
    }
}
