package io.trawl.engine.workload;

/** A credential reference leads nowhere. The message is a sentence for people and never holds the value. */
public final class CredentialRefused extends Exception {
    public CredentialRefused(String message) {
        super(message);
    }
}
