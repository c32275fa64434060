package io.trawl.benchmarks;

import io.trawl.federation.SimulatedSite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Simulated sites in a JVM of their own. Every {@link #STEP_MILLIS} each moves all of its jobs on at once; the number of
 * bytes that a job says it has read is the time of that move.
 */
final class SitesProcess implements AutoCloseable {
    static final long STEP_MILLIS = 5_000;

    private final Process process;
    private final BufferedReader said;
    private final List<String> urls;

    private SitesProcess(Process process, BufferedReader said, List<String> urls) {
        this.process = process;
        this.said = said;
        this.urls = urls;
    }

    static SitesProcess start(int sites) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SitesProcess.class.getName(),
                        Integer.toString(sites)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < sites; i++) {
            urls.add(said.readLine());
        }
        return new SitesProcess(process, said, urls);
    }

    List<String> urls() {
        return urls;
    }

    /** Requests that all sites had. */
    long requests() throws IOException {
        return Long.parseLong(ask("requests"));
    }

    /** All jobs complete. */
    void complete() throws IOException {
        ask("complete");
    }

    private String ask(String word) throws IOException {
        process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return said.readLine();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** @param args number of sites */
    public static void main(String[] args) throws IOException {
        List<SimulatedSite> sites = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            SimulatedSite site = SimulatedSite.start("site" + i).withSources(1);
            sites.add(site);
            System.out.println(site.url());
        }
        SplittableRandom random = new SplittableRandom(1);
        sites.forEach(site -> {
            long first = random.nextLong(STEP_MILLIS);
            Thread.ofVirtual().start(() -> move(site, first));
        });
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = asked.readLine(); word != null; word = asked.readLine()) {
            if (word.equals("complete")) {
                sites.forEach(site -> site.moveAll(job -> job.complete()));
            }
            System.out.println(sites.stream().mapToLong(SimulatedSite::requests).sum());
        }
    }

    private static void move(SimulatedSite site, long first) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(first));
        while (true) {
            long now = System.currentTimeMillis();
            site.moveAll(job -> {
                if (!job.ended()) {
                    job.progress(now, Map.of("finding", 1L));
                }
            });
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS));
        }
    }
}
