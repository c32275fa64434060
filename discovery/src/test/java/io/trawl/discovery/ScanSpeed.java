package io.trawl.discovery;

import io.trawl.discovery.content.Limits;
import java.nio.file.Path;

/** Prints how fast one thread gets through a tree: {@code java … io.trawl.discovery.ScanSpeed /usr/share/doc}. */
public final class ScanSpeed {
    private ScanSpeed() {}

    public static void main(String[] arguments) throws Exception {
        for (int round = 1; round <= 3; round++) {
            long start = System.nanoTime();
            Driver.Run run = Driver.with(Limits.DEFAULTS).scan(Path.of(arguments[0]));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "round %d: %.1f MB in %.1f s = %.1f MB/s, %d findings, %d gaps, records %s%n",
                    round, run.read / 1e6, seconds, run.read / 1e6 / seconds, run.merged.size(), run.gaps.size(), run.processed);
        }
    }
}
