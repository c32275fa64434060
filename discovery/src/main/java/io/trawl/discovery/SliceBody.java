package io.trawl.discovery;

import io.trawl.discovery.content.Shape;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Json;

/**
 * A part of an object, or the whole of it, as phase classify gets it.
 *
 * @param size of the object when it was inspected; what is appended later belongs to a later job
 * @param offset first byte that is this slice's
 */
record SliceBody(String locator, long size, long offset, long length, Shape shape) {
    Record record(String name) {
        return new Record(name, length, Json.mapper().writeValueAsString(this));
    }

    static SliceBody of(Record record) {
        return Json.mapper().readValue(record.body(), SliceBody.class);
    }

    long end() {
        return offset + length;
    }
}
