package io.trawl.discovery;

import io.trawl.discovery.content.Limits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;

/** Prints how fast one thread gets through a tree: {@code java … io.trawl.discovery.ScanSpeed /usr/share/doc}. */
public final class ScanSpeed {
    private ScanSpeed() {}

    public static void main(String[] arguments) throws Exception {
        for (int round = 1; round <= 3; round++) {
            // Its own processor time: other work on the machine does not count.
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long start = threads.getCurrentThreadCpuTime();
            Driver.Run run = Driver.with(Limits.DEFAULTS).scan(Path.of(arguments[0]));
            double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
            double megabytes = run.read / 1e6;
            System.out.printf(
                    "round %d: %.1f MB in %.1f s of processor time = %.1f MB/s, %d findings, %d gaps, records %s%n",
                    round, megabytes, seconds, megabytes / seconds, run.merged.size(), run.gaps.size(), run.processed);
        }
    }
}
