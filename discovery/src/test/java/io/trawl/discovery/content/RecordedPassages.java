package io.trawl.discovery.content;

import io.trawl.discovery.finding.Place;
import io.trawl.engine.workload.RecordOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Writes passages down as {@code column|text before>text within@place}. */
final class RecordedPassages implements Passages {
    final List<String> lines = new ArrayList<>();

    @Override
    public int before() {
        return 20;
    }

    @Override
    public int after() {
        return 20;
    }

    @Override
    public void begin(String object) {}

    @Override
    public void passage(String column, String text, int from, int to, IntFunction<Place> place) {
        Place at = place.apply(from);
        String where = at.row() == null ? "" + at.offset() : at.row() + "/" + at.offset();
        lines.add(column + "|" + text.substring(0, from) + ">" + text.substring(from, to) + "@" + where);
    }

    @Override
    public boolean isSensitive(String text) {
        return text.contains("secret");
    }

    @Override
    public void reached(long position, int chars) {}

    @Override
    public void discard() {
        lines.clear();
    }

    @Override
    public void end() {}

    @Override
    public void left(RecordOutcome outcome, String name) {
        lines.add(outcome + " " + name);
    }

    @Override
    public void settled() {}
}
