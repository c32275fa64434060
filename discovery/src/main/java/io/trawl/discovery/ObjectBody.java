package io.trawl.discovery;

import io.trawl.discovery.source.SourceObject;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Json;

/** An object found, as phase inspect gets it. */
record ObjectBody(String locator, long size) {
    static Record record(SourceObject object) {
        ObjectBody body = new ObjectBody(object.locator(), object.size());
        return new Record(
                object.name(), Math.max(0, object.size()), Json.mapper().writeValueAsString(body));
    }

    static ObjectBody of(Record record) {
        return Json.mapper().readValue(record.body(), ObjectBody.class);
    }
}
