package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * A result of a job, its parts folded by the workload's merge.
 *
 * @param key unique with source and kind within the job
 * @param body JSON text in the workload's own shape
 */
public record ResultRow(String source, String kind, String key, @JsonRawValue String body) {}
