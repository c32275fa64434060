package io.trawl.discovery;

import io.trawl.engine.workload.Record;
import io.trawl.schemas.Json;

/**
 * A part of a table, as phase classify gets it.
 *
 * @param object name of the table
 * @param slice for its source
 */
record TableSliceBody(String object, String slice) {
    Record record(String label, long weight) {
        String name = label.isEmpty() ? object : object + " (" + label + ")";
        return new Record(name, weight, Json.mapper().writeValueAsString(this));
    }

    static TableSliceBody of(Record record) {
        return Json.mapper().readValue(record.body(), TableSliceBody.class);
    }
}
