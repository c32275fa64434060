package io.trawl.discovery;

import io.trawl.discovery.content.Limits;
import io.trawl.discovery.content.Outside;
import io.trawl.discovery.content.Passages;
import io.trawl.discovery.content.Resume;
import io.trawl.discovery.detect.Detectors;
import io.trawl.discovery.detect.Match;
import io.trawl.discovery.detect.MatchSink;
import io.trawl.discovery.finding.Finding;
import io.trawl.discovery.finding.Place;
import io.trawl.discovery.source.Names;
import io.trawl.engine.workload.Output;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.schemas.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Searches passages and publishes the findings of each object, in parts when it is long. */
final class FindingCollector implements Passages {
    /** Findings of one object that keep a column of their own. */
    static final int MAX_FINDINGS = 500;
    /** Where the rest goes. */
    static final String OTHER_COLUMNS = "…";

    private static final int MAX_PUBLISHED = 1_000;
    private static final int HEARTBEAT_CHARS = 1 << 20;

    private final ClassifyHandler.Search search;
    private final Limits limits;
    private final Resume resume;
    private final Output output;
    private final Map<Key, Finding.Accumulator> findings = new LinkedHashMap<>();
    private final ColumnTallies columns = new ColumnTallies();
    private final boolean slice;
    private String object = "";
    private long sinceCheckpoint;
    private long sinceHeartbeat;
    private int published;

    /** @param slice whether what is read is but a part of its object */
    FindingCollector(ClassifyHandler.Search search, Limits limits, Resume resume, boolean slice, Output output) {
        this.search = search;
        this.slice = slice;
        this.limits = limits;
        this.resume = resume;
        this.output = output;
    }

    @Override
    public int before() {
        return Detectors.LEFT_CONTEXT;
    }

    @Override
    public int after() {
        return Detectors.RIGHT_OVERLAP;
    }

    @Override
    public void begin(String name) {
        object = Names.clip(name, Names.MAX_LENGTH);
        columns.begin(object, slice || resume.isMidway());
    }

    /** What follows may be of this column of a table. */
    void column(String name) {
        columns.nameOfTable(name);
    }

    @Override
    public void passage(String column, String text, int from, int to, IntFunction<Place> place) {
        search(search.wanted(), text, from, to, match -> {
            String token = add(column, match, place.apply(match.start()));
            columns.match(column, match, token, match.start() <= from && match.end() >= to);
        });
        sinceHeartbeat += to - from;
        if (sinceHeartbeat >= HEARTBEAT_CHARS) {
            sinceHeartbeat = 0;
            output.heartbeat();
        }
    }

    @Override
    public void value(String column, int chars, boolean numeric) {
        columns.value(column, chars, numeric);
    }

    @Override
    public boolean isSensitive(String text) {
        boolean[] found = new boolean[1];
        search(search.all(), text, 0, text.length(), _ -> found[0] = true);
        return found[0];
    }

    /** A detector that breaks is a failure of ours. What it says might quote the text, so only where it broke is kept. */
    private static void search(Detectors detectors, String text, int from, int to, MatchSink sink) {
        try {
            detectors.scan(text, from, to, sink);
        } catch (RuntimeException e) {
            RuntimeException failure = new IllegalStateException(
                    "A detector failed with " + e.getClass().getSimpleName());
            failure.setStackTrace(e.getStackTrace());
            throw new Outside(failure);
        }
    }

    @Override
    public void reached(long position, int chars) {
        sinceCheckpoint += chars;
        if (sinceCheckpoint >= limits.checkpointChars()) {
            columns.cut();
            end();
            checkpoint(resume.cursor(position));
        }
    }

    /** As above, of an object whose places are not numbers. Whoever calls has read enough for a checkpoint. */
    void reached(String cursor) {
        columns.cut();
        end();
        checkpoint(cursor);
    }

    @Override
    public void discard() {
        findings.clear();
        columns.discard();
    }

    @Override
    public void end() {
        for (Finding.Accumulator part : findings.values()) {
            Finding finding = part.finding();
            output.publish(finding.called(), finding.key(), finding.toJson());
            published++;
        }
        findings.clear();
        published += columns.publish(output);
    }

    @Override
    public void left(RecordOutcome outcome, String name) {
        String shown = Names.clip(name, Names.MAX_LENGTH);
        switch (outcome) {
            case RecordOutcome.Processed _ -> {}
            case RecordOutcome.Skipped(String reason) -> output.note(Outcome.SKIPPED, reason, shown);
            case RecordOutcome.Failed(String reason) -> output.note(Outcome.FAILED, reason, shown);
            case RecordOutcome.Excluded(String rule) -> output.note(Outcome.EXCLUDED, rule, shown);
        }
        published++;
    }

    @Override
    public void settled() {
        if (published >= MAX_PUBLISHED) {
            checkpoint(resume.cursor());
        }
    }

    private void checkpoint(String cursor) {
        output.checkpoint(cursor);
        published = 0;
        sinceCheckpoint = 0;
    }

    /** @return the token of the value */
    private String add(String column, Match match, Place place) {
        String detector = match.detector().id();
        Key key = new Key(column, detector);
        if (findings.size() >= MAX_FINDINGS && !findings.containsKey(key)) {
            key = new Key(OTHER_COLUMNS, detector);
        }
        return findings.computeIfAbsent(key, this::accumulator).add(match, place);
    }

    private Finding.Accumulator accumulator(Key key) {
        return new Finding.Accumulator(object, key.columnOrNull(), key.detector(), search.key());
    }

    private record Key(String column, String detector) {
        @Nullable
        String columnOrNull() {
            return column.isEmpty() ? null : column;
        }
    }
}
