package io.trawl.discovery;

import io.trawl.discovery.column.ColumnCounts;
import io.trawl.discovery.content.Limits;
import io.trawl.engine.ledger.ResultKind;
import io.trawl.engine.workload.Output;
import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.TaskContext;
import io.trawl.engine.workload.Workload;
import io.trawl.schemas.Json;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.SourceSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Runs the phases of a job one after the other, as an engine would, in one thread; may crash on the way, on purpose. */
final class Driver {
    static final byte[] KEY = new byte[32];

    private final Workload workload;
    private final Random random;
    private final double crashes;
    private final boolean shuffled;
    private BiConsumer<Long, Long> answers = (_, _) -> {};

    private Driver(Limits limits, Random random, double crashes, boolean shuffled) {
        this.workload = new DiscoveryWorkload(limits);
        this.random = random;
        this.crashes = crashes;
        this.shuffled = shuffled;
    }

    static Driver with(Limits limits) {
        return new Driver(limits, new Random(1), 0, false);
    }

    /** Records in any order, and a chance of a crash at each call of the output. */
    static Driver adverse(Limits limits, long seed, double crashes) {
        return new Driver(limits, new Random(seed), crashes, true);
    }

    /** @param heard given how long each answer of the source took, and its bytes */
    Driver hearing(BiConsumer<Long, Long> heard) {
        answers = heard;
        return this;
    }

    Run scan(Path root) throws Exception {
        return scan(Map.of("root", root.toString()), Map.of());
    }

    Run scan(Map<String, Object> sourceOptions, Map<String, Object> jobOptions) throws Exception {
        return scan(SourceSpec.of("s", "file", sourceOptions), jobOptions);
    }

    Run scan(SourceSpec source, Map<String, Object> jobOptions) throws Exception {
        return scan(source, jobOptions, _ -> {});
    }

    /** @param before hears the name of each phase before it runs */
    Run scan(SourceSpec source, Map<String, Object> jobOptions, Consumer<String> before) throws Exception {
        TaskContext context = new TaskContext(
                UUID.randomUUID(), "default", source, jobOptions, SourceAccess.of(System.getenv()), KEY);
        Run run = new Run(workload);
        List<Record> inputs = List.of(new Record("s", 0, ""));
        for (Phase phase : workload.phases()) {
            before.accept(phase.name());
            inputs = run(phase, context, inputs, run);
        }
        return run;
    }

    List<Record> run(Phase phase, TaskContext context, List<Record> inputs, Run run) throws Exception {
        List<Record> order = new ArrayList<>(inputs);
        if (shuffled) {
            Collections.shuffle(order, random);
        }
        List<Record> outputs = new ArrayList<>();
        for (Record input : order) {
            Attempt attempt = new Attempt(phase.name(), run, outputs);
            RecordOutcome outcome = null;
            while (outcome == null) {
                try (PhaseHandler handler = phase.open(context)) {
                    outcome = handler.process(input, attempt.cursor, attempt);
                } catch (Crash e) {
                    attempt.forget();
                }
            }
            attempt.accept();
            run.outcome(phase.name(), outcome, input.name());
        }
        return outputs;
    }

    /** What a job told, as accepted. */
    static final class Run {
        /** Key to body of the findings, merged. */
        final Map<String, String> merged = new TreeMap<>();

        private final Map<String, String> columns = new TreeMap<>();
        /** {@code phase OUTCOME reason name}. */
        final List<String> gaps = new ArrayList<>();
        /** Every text that left a handler, accepted or not. */
        final List<String> said = new ArrayList<>();

        final Map<String, Integer> processed = new TreeMap<>();
        long read;
        private final Workload workload;

        Run(Workload workload) {
            this.workload = workload;
        }

        void outcome(String phase, RecordOutcome outcome, String name) {
            switch (outcome) {
                case RecordOutcome.Processed _ -> processed.merge(phase, 1, Integer::sum);
                case RecordOutcome.Skipped(String reason) -> gap(phase, Outcome.SKIPPED, reason, name);
                case RecordOutcome.Failed(String reason) -> gap(phase, Outcome.FAILED, reason, name);
                case RecordOutcome.Excluded(String rule) -> gap(phase, Outcome.EXCLUDED, rule, name);
            }
        }

        void gap(String phase, Outcome outcome, String reason, String name) {
            gaps.add(phase + " " + outcome + " " + reason + " " + name);
            said.add(gaps.getLast());
        }

        void result(String kind, String key, String body) {
            Map<String, String> results = kind.equals(ColumnCounts.KIND) ? columns : merged;
            results.merge(key, body, (a, b) -> workload.merge(kind, a, b));
        }

        /** The columns in which something was found, merged: the others are told of when a table is read in parts. */
        Map<String, ColumnCounts> columns() {
            Map<String, ColumnCounts> found = new TreeMap<>();
            columns.forEach((key, body) -> found.put(key, ColumnCounts.fromJson(body)));
            found.values().removeIf(column -> column.detectors().isEmpty());
            return found;
        }

        /** {@code object|column detector verdict share values}, sorted. */
        List<String> judged() {
            List<String> lines = new ArrayList<>();
            for (ColumnCounts counts : columns().values()) {
                JsonNode column = Json.mapper().readTree(workload.present(ColumnCounts.KIND, counts.toJson()));
                for (JsonNode judged : column.path("judged")) {
                    lines.add(counts.object() + "|" + counts.column() + " "
                            + judged.path("detector").asString() + " "
                            + judged.path("verdict").asString() + " "
                            + judged.path("share").asDouble() + " " + counts.values());
                }
            }
            return lines.stream().sorted().toList();
        }

        /** {@code object|column|detector count}, sorted. */
        List<String> counts() {
            return merged.values().stream().map(Found::line).sorted().toList();
        }

        List<String> sortedGaps() {
            return gaps.stream().sorted().toList();
        }
    }

    private static final class Crash extends RuntimeException {
        Crash() {
            super("crash", null, false, false);
        }
    }

    /** Holds back what was told since the last checkpoint. */
    private final class Attempt implements Output {
        private final String phase;
        private final Run run;
        private final List<Record> outputs;
        private final List<Runnable> staged = new ArrayList<>();

        @Nullable
        String cursor;

        Attempt(String phase, Run run, List<Record> outputs) {
            this.phase = phase;
            this.run = run;
            this.outputs = outputs;
        }

        void forget() {
            staged.clear();
        }

        void accept() {
            staged.forEach(Runnable::run);
            staged.clear();
        }

        @Override
        public void emit(Record record) {
            say(record.name() + " " + record.body(), () -> outputs.add(record));
        }

        @Override
        public void publish(String kind, String key, String body) {
            if (key.length() > 8_192 || body.length() > 65_536) {
                throw new IllegalStateException("A result is too long: " + key.length() + ", " + body.length());
            }
            say(key + " " + body, () -> run.result(ResultKind.of(kind).kind(), key, body));
        }

        @Override
        public void note(Outcome outcome, String reason, String name) {
            say(name, () -> run.gap(phase, outcome, reason, name));
        }

        @Override
        public void took(long millis, long bytes) {
            answers.accept(millis, bytes);
        }

        @Override
        public void read(long bytes) {
            run.read += bytes;
        }

        @Override
        public void checkpoint(String next) {
            if (next.length() > 4_096) {
                throw new IllegalStateException("A cursor is too long: " + next.length());
            }
            maybeCrash();
            run.said.add(next);
            accept();
            cursor = next;
        }

        @Override
        public void heartbeat() {
            maybeCrash();
        }

        private void say(String text, Runnable effect) {
            maybeCrash();
            run.said.add(text);
            staged.add(effect);
            if (staged.size() > MAX_UNCHECKPOINTED) {
                throw new IllegalStateException("Too much was told between two checkpoints.");
            }
        }

        private void maybeCrash() {
            if (crashes > 0 && random.nextDouble() < crashes) {
                throw new Crash();
            }
        }
    }
}
