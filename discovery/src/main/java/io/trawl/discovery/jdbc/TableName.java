package io.trawl.discovery.jdbc;

import io.trawl.schemas.Json;

/** @param schema empty where there are none */
record TableName(String schema, String name) {
    String shown() {
        return Quoted.shown(schema, name);
    }

    String sql(char quote) {
        String table = Quoted.identifier(name, quote);
        return schema.isEmpty() ? table : Quoted.identifier(schema, quote) + "." + table;
    }

    String locator() {
        return Json.mapper().writeValueAsString(this);
    }

    static TableName of(String locator) {
        return Json.mapper().readValue(locator, TableName.class);
    }
}
