package io.trawl.cli.access;

import io.trawl.cli.database.DataDirectory;
import io.trawl.cli.database.Instance;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.remote.HttpJobService;
import io.trawl.cli.remote.Servers;
import io.trawl.cli.run.EngineSettings;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.RunningEngine;
import io.trawl.engine.job.JobService;
import io.trawl.engine.workload.SourceAccess;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs, wherever they are kept. Closing ends the connection, or the engine inside. */
public final class JobAccess implements AutoCloseable {
    private final JobService jobs;
    private final boolean inside;
    private final Runnable end;

    private JobAccess(JobService jobs, boolean inside, Runnable end) {
        this.jobs = jobs;
        this.inside = inside;
        this.end = end;
    }

    public static JobAccess to(URI server, @Nullable String token) {
        HttpJobService jobs = HttpJobService.at(server, token);
        return new JobAccess(jobs, false, jobs::close);
    }

    public static JobAccess inside(EngineStarter engines, EngineSettings settings) {
        RunningEngine engine = engines.start(settings);
        return new JobAccess(engine.jobs(), true, engine::close);
    }

    /** For work: the server of this data directory, else an engine inside, which alone may then use the directory. */
    public static JobAccess toRun(
            DataDirectory directory, @Nullable String token, EngineStarter engines, EngineSettings settings) {
        Optional<URI> server = Servers.of(directory);
        return server.isPresent() ? to(server.get(), token) : inside(engines, settings);
    }

    /**
     * For questions and verbs where nobody named a server: that of the data directory, then the usual address, then the
     * database of the data directory itself, with an engine that works on nothing.
     *
     * @param preferDirectory whether someone chose the directory, so that the server of another would be the wrong one
     */
    public static JobAccess toAsk(
            DataDirectory directory, boolean preferDirectory, @Nullable String token, EngineStarter engines) {
        Optional<URI> server = Servers.of(directory);
        if (server.isPresent()) {
            return to(server.get(), token);
        }
        Optional<Instance> holder = Servers.instance(directory.path());
        if (holder.isPresent()) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "Another trawl (pid " + holder.get().pid() + ") is using " + directory.path()
                            + " and has no HTTP API; wait until it has ended, or name a server with --server.");
        }
        boolean kept = directory.hasDatabase();
        if ((preferDirectory && kept) || (kept && !Servers.answers(Servers.DEFAULT))) {
            return inside(engines, new EngineSettings(directory.path(), null, 0, null, SourceAccess.NONE));
        }
        return to(Servers.DEFAULT, token);
    }

    public JobService jobs() {
        return jobs;
    }

    /** Whether the jobs run in this process, so that they stop with it. */
    public boolean isInside() {
        return inside;
    }

    @Override
    public void close() {
        end.run();
    }
}
