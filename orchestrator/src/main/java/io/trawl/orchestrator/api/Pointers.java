package io.trawl.orchestrator.api;

/** JSON pointers (RFC 6901) to places in a request. */
final class Pointers {
    private Pointers() {}

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
