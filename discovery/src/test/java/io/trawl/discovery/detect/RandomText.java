package io.trawl.discovery.detect;

import java.util.List;
import java.util.Random;

/** Text full of values, of parts of values, of context words and of the characters that detectors care about. */
final class RandomText {
    private static final List<Catalogue.Entry> ENTRIES = Catalogue.load().detectors();
    /** What may go on further than a detector can see. */
    private static final List<String> LONG = List.of(
            "",
            " eyJhbGciOiJIUzI1NiJ9.",
            " eyJhbGciOiJIUzI1NiJ9.eyJ9.",
            "-----BEGIN PRIVATE KEY-----\n",
            " ghp_",
            " jane@",
            " x.");

    private static final String SIGNS = "0123456789 :.-+@()/_aAfFkKeEyJ\n\u00e9,\"";

    private RandomText() {}

    static String of(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(piece(random));
            text.append(random.nextInt(3) == 0 ? "" : random.nextBoolean() ? " " : ", ");
        }
        return text.toString();
    }

    private static String piece(Random random) {
        Catalogue.Entry entry = ENTRIES.get(random.nextInt(ENTRIES.size()));
        String example =
                entry.examples().get(random.nextInt(entry.examples().size())).text();
        return switch (random.nextInt(10)) {
            case 0, 1 -> example;
            case 2 ->
                entry.counterExamples()
                        .get(random.nextInt(entry.counterExamples().size()));
            case 3 ->
                entry.context().isEmpty()
                        ? "word"
                        : entry.context().get(random.nextInt(entry.context().size()));
            case 4 -> example.substring(random.nextInt(example.length()));
            case 5 -> example.substring(0, random.nextInt(example.length()));
            case 6 -> Long.toString(random.nextLong() >>> random.nextInt(63));
            case 7 -> signs(random, 1 + random.nextInt(60));
            case 8 ->
                LONG.get(random.nextInt(LONG.size()))
                        + "AbC9".repeat(random.nextInt(60) == 0 ? 1_200 : random.nextInt(20));
            default -> "lorem ipsum dolor sit amet";
        };
    }

    private static String signs(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return text.toString();
    }
}
