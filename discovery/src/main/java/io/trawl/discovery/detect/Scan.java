package io.trawl.discovery.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One scan of one stretch of text: collects what the forms say at every anchor, then settles overlaps.
 *
 * <p>Overlaps are settled by a rule that looks no further than {@link #OVERLAP} to the left and asks nothing but the
 * forms: of one detector's candidates with the same start the surest, then longest stays; one is dropped when another
 * of its detector starts before it and reaches into it, whether that one stays or not. A rule that asked what stays
 * would reach back without bound, and depend on where the text was cut.
 */
final class Scan {
    /** A candidate that starts further to the left drops nothing. */
    static final int OVERLAP = 256;

    private static final Comparator<Match> ORDER = Comparator.comparingInt(Match::start)
            .thenComparing(match -> match.detector().id())
            .thenComparing(Match::confidence, Comparator.reverseOrder())
            .thenComparing(Match::end, Comparator.reverseOrder());

    private final String text;
    private final int from;
    private final int to;
    private final Window window;
    private final List<Match> candidates = new ArrayList<>();

    Scan(String text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.window = new Window(text);
    }

    /** Returns how many characters the forms looked at, which is what a scan costs beyond its one pass. */
    long run(Prefilter prefilter, MatchSink sink) {
        int first = Math.max(0, from - OVERLAP - Window.REACH);
        // A match starts within the reach of its anchor, and a literal is noticed at any of its characters.
        int last = (int) Math.min(text.length(), (long) to + 2 * Window.REACH);
        prefilter.visit(text, first, last, this::evaluate);
        candidates.sort(ORDER);
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).start() >= from && stays(i)) {
                sink.accept(candidates.get(i));
            }
        }
        return window.reads();
    }

    private void evaluate(Form form, int anchor) {
        window.moveTo(anchor);
        Match match = form.evaluate(window, anchor);
        if (match != null && match.start() >= from - OVERLAP && match.start() < to) {
            candidates.add(match);
        }
    }

    private boolean stays(int index) {
        Match match = candidates.get(index);
        for (int i = index - 1; i >= 0 && candidates.get(i).start() >= match.start() - OVERLAP; i--) {
            Match earlier = candidates.get(i);
            if (earlier.detector().equals(match.detector())
                    && (earlier.start() == match.start() || earlier.end() > match.start())) {
                return false;
            }
        }
        return true;
    }
}
