package io.trawl.cli.assembly;

import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.engine.orchestration.Housekeeper.Retention;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.orchestrator.api.ApiConfig;

/**
 * How an orchestrator of a DISTRIBUTED installation runs.
 *
 * @param access what sources may be opened with, to test them
 * @param jobsAlive jobs of one tenant that may be alive at a time
 * @param retention how long what has ended is kept
 */
public record OrchestratorConfig(
        DistributedConfig shared,
        ExternalDatabase database,
        ApiConfig api,
        SourceAccess access,
        int jobsAlive,
        Retention retention) {}
