package io.trawl.cli.run;

import io.trawl.engine.job.JobService;
import java.net.URI;
import java.util.Optional;

/** A whole engine in this process. Closing hands back what is running; jobs that have not ended go on at the next start. */
public interface RunningEngine extends AutoCloseable {
    JobService jobs();

    /** Where its HTTP API answers, if it has one. */
    Optional<URI> api();

    @Override
    void close();
}
