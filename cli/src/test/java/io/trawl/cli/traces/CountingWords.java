package io.trawl.cli.traces;

import static org.awaitility.Awaitility.await;

import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.orchestration.Housekeeper.Retention;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.schemas.JobState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A process that counts words, and tells a collector of it. */
final class CountingWords {
    private static final Duration LONG = Duration.ofSeconds(60);

    private CountingWords() {}

    /** @param api null opens none */
    static SingleProcess start(Path data, @Nullable ApiConfig api, URI collector) {
        SingleProcessConfig config = new SingleProcessConfig(
                data,
                null,
                1,
                api,
                SingleProcessConfig.DEFAULT_LEASE,
                SourceAccess.NONE,
                NewJob.DEFAULT_ALIVE_LIMIT,
                Retention.DEFAULT,
                collector);
        return SingleProcess.start(config, new Workloads(List.of(new WordCountWorkload())), "test");
    }

    static void awaitEnd(SingleProcess process, UUID job) {
        await().atMost(LONG)
                .until(
                        () -> process.jobs()
                                .status("default", List.of(job))
                                .getFirst()
                                .state(),
                        state -> state == JobState.COMPLETED);
    }
}
