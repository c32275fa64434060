package io.trawl.discovery.detect;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import java.util.function.IntFunction;

/** Prints how fast all detectors together scan some kinds of text on one core. Run it by hand: it is no test. */
final class SpeedReport {
    private static final int LENGTH = 16 * 1024 * 1024;
    private static final int ROUNDS = 6;
    /** Time of this thread alone: other work on the machine does not count. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final Detectors DETECTORS = Detectors.fromCatalogue();
    private static final String[] WORDS =
            ("the quarterly report of our team says that nothing was lost, and that most of the work done in March went into "
                            + "the new store. People who read it may ask why; key figures, charts and the rest follow in part two. "
                            + "Please note: meetings begin at 10:30 on 14 May 2025 in room 204 (second floor).")
                    .split(" ");

    private SpeedReport() {}

    public static void main(String[] args) {
        Random random = new Random(1);
        report("prose", random, i -> WORDS[random.nextInt(WORDS.length)] + " ");
        report(
                "prose with a value per 2 kB",
                random,
                i -> i % 400 == 0
                        ? "jane.doe" + i + "@example.org "
                        : i % 400 == 200 ? "4111 1111 1111 1111 " : WORDS[random.nextInt(WORDS.length)] + " ");
        report(
                "log lines",
                random,
                i -> "2025-05-14T10:30:" + (10 + i % 50) + ".123Z INFO [main-" + i % 8 + "] o.e.Store - wrote segment "
                        + random.nextInt(1_000_000) + " in " + random.nextInt(500) + " ms\n");
        report(
                "access log",
                random,
                i -> "203.0.113." + i % 255 + " - - [14/May/2025:10:30:00 +0000] \"GET /item/" + i + " HTTP/1.1\" 200 "
                        + random.nextInt(99_999) + "\n");
        report(
                "numeric csv",
                random,
                i -> random.nextInt(1_000_000) + "," + random.nextInt(999) + "." + random.nextInt(99) + "\n");
        report("base64", random, i -> Long.toHexString(random.nextLong()) + "AbCdEfGhIjKlMnOp/xYz+Qr");
    }

    private static void report(String kind, Random random, IntFunction<String> piece) {
        StringBuilder built = new StringBuilder(LENGTH);
        for (int i = 0; built.length() < LENGTH; i++) {
            built.append(piece.apply(i));
        }
        String text = built.toString();
        double best = 0;
        long[] matches = new long[1];
        for (int round = 0; round < ROUNDS; round++) {
            matches[0] = 0;
            long start = THREADS.getCurrentThreadCpuTime();
            DETECTORS.scan(text, 0, text.length(), match -> matches[0]++);
            best = Math.max(best, text.length() / 1e6 / ((THREADS.getCurrentThreadCpuTime() - start) / 1e9));
        }
        System.out.printf("%-28s %7.1f MB/s  %d matches%n", kind, best, matches[0]);
    }
}
