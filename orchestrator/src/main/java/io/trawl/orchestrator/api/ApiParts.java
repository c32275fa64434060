package io.trawl.orchestrator.api;

import io.trawl.engine.job.JobService;
import io.trawl.engine.source.Sources;
import java.util.function.Supplier;

/**
 * What the API serves.
 *
 * @param metrics the page of {@code /actuator/prometheus}, in Prometheus' text format
 * @param version of this installation, shown by {@code /actuator/info}
 */
public record ApiParts(
        JobService jobs, Sources sources, ReadinessCheck readiness, Supplier<String> metrics, String version) {}
