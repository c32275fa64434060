package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonRawValue;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A result of a job, its parts folded by the workload's merge.
 *
 * @param key unique with source and kind within the job
 * @param body JSON text in the workload's own shape
 */
public record ResultRow(
        String source,
        String kind,
        String key,

        @JsonRawValue @JsonDeserialize(using = RawJson.class)
        String body) {
    public ResultRow {
        Checks.present(source, "source");
        Checks.present(kind, "kind");
        Checks.present(key, "key");
        Checks.present(body, "body");
    }
}
