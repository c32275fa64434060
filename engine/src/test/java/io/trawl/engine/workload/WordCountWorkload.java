package io.trawl.engine.workload;

import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The worked example of a workload. It counts the words of texts that are given in the options of the sources:
 * phase <em>lines</em> cuts a text into lines, phase <em>words</em> counts the words of a line.
 *
 * <p>Three things make it safe to run on a cluster that crashes: what a handler emits counts only together with the
 * checkpoint after it; outcomes are returned, not thrown; and {@link #merge} does not care for order.
 */
public final class WordCountWorkload implements Workload {
    @Override
    public String name() {
        return "word-count";
    }

    @Override
    public List<Phase> phases() {
        return List.of(new Lines(), new Words());
    }

    @Override
    public void validate(JobRequest request) throws InvalidJob {
        for (int i = 0; i < request.sources().size(); i++) {
            if (!(request.sources().get(i).options().get("text") instanceof String)) {
                throw new InvalidJob(
                        "/sources/" + i + "/options/text", "Option 'text' is missing; give the text to count.");
            }
        }
    }

    /** Counts of the same word add up, whatever the order. */
    @Override
    public String merge(String kind, String left, String right) {
        return String.valueOf(Long.parseLong(left) + Long.parseLong(right));
    }

    /** Root of a source → one record per line. */
    private record Lines() implements Phase {
        @Override
        public String name() {
            return "lines";
        }

        @Override
        public PhaseMode mode() {
            return PhaseMode.STREAMING;
        }

        @Override
        public BatchPolicy batch() {
            return new BatchPolicy(1, 1, Duration.ZERO);
        }

        @Override
        public PhaseHandler open(TaskContext context) {
            String[] lines =
                    String.valueOf(context.source().options().get("text")).split("\n", -1);
            return (root, cursor, output) -> {
                // A lost attempt goes on after the last line that was accepted.
                int from = cursor == null ? 0 : Integer.parseInt(cursor);
                for (int i = from; i < lines.length; i++) {
                    if (lines[i].isBlank()) {
                        output.note(Outcome.EXCLUDED, "blank", "line " + (i + 1));
                    } else {
                        output.emit(new Record("line " + (i + 1), lines[i].length(), lines[i]));
                    }
                    output.checkpoint(String.valueOf(i + 1));
                }
                return RecordOutcome.PROCESSED;
            };
        }
    }

    /** One line → one part of a result per word in it. */
    private record Words() implements Phase {
        @Override
        public String name() {
            return "words";
        }

        @Override
        public PhaseMode mode() {
            return PhaseMode.STREAMING;
        }

        @Override
        public BatchPolicy batch() {
            return new BatchPolicy(2, 1_000, Duration.ofMillis(5));
        }

        @Override
        public PhaseHandler open(TaskContext context) {
            return Words::count;
        }

        private static RecordOutcome count(Record line, @Nullable String cursor, Output output) {
            if (line.body().contains("?")) {
                return RecordOutcome.skipped("question");
            }
            Map<String, Long> counts = new TreeMap<>();
            for (String word : line.body().strip().split("\\s+")) {
                counts.merge(word, 1L, Long::sum);
            }
            counts.forEach((word, count) -> output.publish("word", word, String.valueOf(count)));
            output.read(line.body().length());
            return RecordOutcome.PROCESSED;
        }
    }
}
