package io.trawl.orchestrator.api;

import io.trawl.engine.job.JobService;
import java.util.function.Supplier;

/**
 * What the API serves.
 *
 * @param metrics the page of {@code /actuator/prometheus}, in Prometheus' text format
 * @param version of this installation, shown by {@code /actuator/info}
 */
public record ApiParts(JobService jobs, ReadinessCheck readiness, Supplier<String> metrics, String version) {}
