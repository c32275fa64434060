package io.trawl.cli.stack;

/**
 * One process of the stack.
 *
 * @param name for example {@code worker-2}
 * @param port where it listens: its clients' port, its API or its probes
 */
public record Part(Role role, String name, int port) {
    /** What it does, in the order in which they are started. */
    public enum Role {
        POSTGRES,
        KAFKA,
        ORCHESTRATOR,
        PIPELINER,
        WORKER,
        /** A whole SINGLE_PROCESS installation. */
        SINGLE,
        /** Of a federation: it gives jobs to its sites. */
        MASTER
    }

    /** Where the API answers, or the probes. */
    public String address() {
        return switch (role) {
            case POSTGRES, KAFKA -> "127.0.0.1:" + port;
            case ORCHESTRATOR, PIPELINER, WORKER, SINGLE, MASTER -> "http://127.0.0.1:" + port;
        };
    }
}
