package io.trawl.discovery.detect;

import io.trawl.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Prints how well the detectors do on labelled sets: {@code EvalReport <directory> [misses of this detector]}. The
 * directory holds {@code ids/*.jsonl} (single values, valid or not) and {@code text/*.jsonl} (texts with spans).
 */
final class EvalReport {
    private static final Map<String, String> DETECTOR_BY_TYPE = Map.of(
            "EMAIL", "email",
            "PHONE", "phone",
            "IP_ADDRESS", "ip_address",
            "CREDIT_CARD", "payment_card",
            "IBAN", "iban",
            "US_SSN", "us_ssn");
    private static final Map<String, String> TYPE_BY_KIND =
            Map.of("isSSN", "US_SSN", "us.ssn", "US_SSN", "isJWT", "JWT", "luhn", "");

    private static final Detectors DETECTORS = Detectors.fromCatalogue();

    private final String shown;

    private record Span(int start, int end) {
        boolean overlaps(Match match) {
            return match.start() < end && match.end() > start;
        }
    }

    private static final class Score {
        int found;
        int missed;
        int wrong;

        @Override
        public String toString() {
            return "precision %.3f  recall %.3f  (found %d, missed %d, wrong %d)"
                    .formatted(ratio(found, wrong), ratio(found, missed), found, missed, wrong);
        }

        private static double ratio(int part, int rest) {
            return part + rest == 0 ? 1 : (double) part / (part + rest);
        }
    }

    private EvalReport(String shown) {
        this.shown = shown;
    }

    public static void main(String[] args) throws IOException {
        EvalReport report = new EvalReport(args.length > 1 ? args[1] : "");
        report.ids(Path.of(args[0], "ids"));
        for (Confidence least : Confidence.values()) {
            report.texts(Path.of(args[0], "text"), least);
        }
    }

    /** A value alone, after its label as in a column; accepted when one match covers it but for a few characters. */
    private void ids(Path directory) throws IOException {
        Map<String, Score> scores = new TreeMap<>();
        for (JsonNode row : rows(directory)) {
            String type = TYPE_BY_KIND.getOrDefault(
                    row.path("kind").asString(), row.path("type").asString());
            String detector = type.equals("JWT") ? "jwt" : DETECTOR_BY_TYPE.get(type);
            if (detector == null) {
                continue;
            }
            String value = row.path("value").asString().strip();
            String label = type.toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ": ";
            boolean valid = row.path("valid").asBoolean();
            boolean found = scan(detector, label + value, label.length()).stream()
                    .anyMatch(match ->
                            match.start() <= label.length() + 1 && match.end() >= label.length() + value.length() - 1);
            Score score = scores.computeIfAbsent(
                    "ids  " + detector + " " + row.path("source").asString().split(":")[0], k -> new Score());
            count(score, valid, found);
            if (valid != found && shown.equals(detector)) {
                System.out.println(
                        (valid ? "MISSED " : "WRONG  ") + row.path("kind").asString() + " " + value);
            }
        }
        scores.forEach((name, score) -> System.out.println(name + "  " + score));
    }

    private static void count(Score score, boolean valid, boolean found) {
        score.found += valid && found ? 1 : 0;
        score.missed += valid && !found ? 1 : 0;
        score.wrong += !valid && found ? 1 : 0;
    }

    private void texts(Path directory, Confidence least) throws IOException {
        Map<String, Score> scores = new TreeMap<>();
        for (JsonNode row : rows(directory)) {
            List<String> labelled = new ArrayList<>();
            row.path("labelled").forEach(label -> labelled.add(label.asString()));
            DETECTOR_BY_TYPE.forEach((type, detector) -> {
                if (labelled.contains(type)) {
                    text(row, type, detector, least, scores);
                }
            });
        }
        scores.forEach((name, score) -> System.out.println("text " + least + " " + name + "  " + score));
    }

    private void text(JsonNode row, String type, String detector, Confidence least, Map<String, Score> scores) {
        Score score = scores.computeIfAbsent(detector, k -> new Score());
        String text = row.path("text").asString();
        List<Span> spans = new ArrayList<>();
        for (JsonNode span : row.path("spans")) {
            if (span.path("type").asString().equals(type)) {
                spans.add(new Span(
                        span.path("u16start").asInt(), span.path("u16end").asInt()));
            }
        }
        List<Match> matches = scan(detector, text, 0).stream()
                .filter(match -> match.confidence().compareTo(least) >= 0)
                .toList();
        for (Span span : spans) {
            boolean found = matches.stream().anyMatch(span::overlaps);
            count(score, true, found);
            show(detector, least, found, "MISSED ", text, span.start, span.end);
        }
        for (Match match : matches) {
            boolean right = spans.stream().anyMatch(span -> span.overlaps(match));
            count(score, false, !right);
            show(detector, least, right, "WRONG  ", text, match.start(), match.end());
        }
    }

    private void show(String detector, Confidence least, boolean fine, String what, String text, int start, int end) {
        if (!fine && least == Confidence.LOW && shown.equals(detector)) {
            System.out.println(what + "[" + text.substring(start, end) + "] in " + text.replace('\n', ' '));
        }
    }

    private static List<Match> scan(String detector, String text, int from) {
        List<Match> matches = new ArrayList<>();
        DETECTORS.scan(text, from, text.length(), match -> {
            if (match.detector().id().equals(detector)) {
                matches.add(match);
            }
        });
        return matches;
    }

    private static List<JsonNode> rows(Path directory) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(".jsonl")).sorted().forEach(file -> {
                try {
                    Files.readAllLines(file)
                            .forEach(line -> rows.add(Json.mapper().readTree(line)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return rows;
    }
}
