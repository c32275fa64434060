package io.trawl.engine.job;

import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a request in canonical JSON, so that the order of fields does not make it another request. */
public final class RequestHash {
    private RequestHash() {}

    public static String of(JobRequest request) {
        byte[] canonical = Json.canonical(request).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
