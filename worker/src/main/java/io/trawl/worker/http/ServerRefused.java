package io.trawl.worker.http;

/** The server answered, and said no: asking the same again is of no use. The message is its own sentence. */
public final class ServerRefused extends RuntimeException {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final int status;

    ServerRefused(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Whether the token is good for nothing here: unknown, expired, revoked, or without the scope. */
    boolean ofToken() {
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }

    /** Of the answer, 400 to 499. */
    public int status() {
        return status;
    }
}
