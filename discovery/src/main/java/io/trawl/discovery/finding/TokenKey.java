package io.trawl.discovery.finding;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns values into tokens: equal values have equal tokens within an installation, and nobody without its key can try
 * values until one fits. A plain hash would give card numbers away in minutes.
 */
public final class TokenKey {
    private static final String ALGORITHM = "HmacSHA256";
    /** 128 of the 256 bits: enough against collisions, half the space. */
    private static final int TOKEN_BYTES = 16;

    private static final int MIN_KEY_BYTES = 32;

    private final Mac keyed;

    /** @param installationKey secret of the installation, at least 32 bytes; not kept beyond the keyed state */
    public TokenKey(byte[] installationKey) {
        if (installationKey.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("The installation key has " + installationKey.length
                    + " bytes; give at least " + MIN_KEY_BYTES + ".");
        }
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(installationKey, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is missing from this Java runtime.", e);
        }
    }

    /** 32 hex digits. The detector is part of it, so that no token tells that two detectors saw one value. */
    String token(String detector, String value) {
        Mac mac = copy();
        mac.update(detector.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        byte[] digest = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, TOKEN_BYTES);
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(ALGORITHM + " of this Java runtime cannot be copied.", e);
        }
    }

    @Override
    public String toString() {
        return "TokenKey[secret]";
    }
}
