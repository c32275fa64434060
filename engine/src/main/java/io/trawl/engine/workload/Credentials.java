package io.trawl.engine.workload;

/** Turns references to credentials into their values, in the process that opens the source and when it opens it. */
@FunctionalInterface
public interface Credentials {
    /** Knows none. */
    Credentials NONE = _ -> {
        throw new CredentialRefused("This process may not look up credentials; open the source in a worker.");
    };

    /** @param reference {@code env:NAME} or {@code file:PATH} */
    Secret resolve(String reference) throws CredentialRefused;
}
