package io.trawl.cli;

import io.trawl.cli.run.EngineSettings;
import io.trawl.cli.run.Interrupts;
import io.trawl.cli.run.RunningEngine;
import io.trawl.cli.run.Surroundings;
import io.trawl.engine.job.JobService;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The whole command in this process: real parsing, real output, and the given jobs for an engine. */
final class CommandLineRig {
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final Map<String, String> environment = new HashMap<>();
    InputStream input = new ByteArrayInputStream(new byte[0]);
    Interrupts.Kind asked;
    RuntimeException broken;
    EngineSettings started;
    boolean closed;
    private final Path home;
    private final JobService jobs;

    CommandLineRig(Path home, JobService jobs) {
        this.home = home;
        this.jobs = jobs;
    }

    int run(String... args) {
        Surroundings surroundings = new Surroundings(
                new PrintWriter(out, true), new PrintWriter(err, true), Map.copyOf(environment), home, false, 120);
        return TrawlCommand.line(surroundings, this::start, time -> asked, input)
                .execute(args);
    }

    private RunningEngine start(EngineSettings settings) {
        started = settings;
        if (broken != null) {
            throw broken;
        }
        return new RunningEngine() {
            @Override
            public JobService jobs() {
                return jobs;
            }

            @Override
            public Optional<URI> api() {
                EngineSettings.Api api = settings.api();
                return api == null
                        ? Optional.empty()
                        : Optional.of(URI.create("http://" + api.host() + ":" + api.port()));
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}
