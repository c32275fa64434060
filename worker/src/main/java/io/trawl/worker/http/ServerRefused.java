package io.trawl.worker.http;

/** The server answered, and said no: asking the same again is of no use. The message is its own sentence. */
public final class ServerRefused extends RuntimeException {
    private final int status;

    ServerRefused(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Of the answer, 400 to 499. */
    public int status() {
        return status;
    }
}
