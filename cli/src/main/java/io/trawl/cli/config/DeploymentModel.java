package io.trawl.cli.config;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.util.Arrays;
import java.util.Locale;

/** How the parts are spread over processes and places. */
public enum DeploymentModel {
    /** Everything in one process. */
    SINGLE_PROCESS,
    /** Orchestrators and workers around Kafka and PostgreSQL. */
    DISTRIBUTED,
    /** A master over deployments at other sites. */
    FEDERATED;

    /** In any case, with dashes or underscores. */
    public static DeploymentModel of(String text) {
        String name = text.strip().replace('-', '_').toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(model -> model.name().equals(name))
                .findAny()
                .orElseThrow(() -> new Refusal(
                        ExitCode.USAGE,
                        "There is no deployment model '" + text + "'; use SINGLE_PROCESS, DISTRIBUTED or FEDERATED."));
    }

    /** @throws Refusal for the model that is no single process to be served */
    public void requireServed() {
        switch (this) {
            case SINGLE_PROCESS, FEDERATED -> {}
            case DISTRIBUTED ->
                throw new Refusal(
                        ExitCode.USAGE,
                        "DISTRIBUTED is several processes: start `trawl orchestrator`, `trawl pipeliner` and"
                                + " `trawl worker`, or all of them here with `trawl stack up`.");
        }
    }
}
