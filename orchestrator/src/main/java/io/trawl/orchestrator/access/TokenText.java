package io.trawl.orchestrator.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as its holder has it: {@code trawl_ID_SECRET}. The prefix lets secret scanners find it, the id finds its row,
 * and the secret is 256 random bits of which only a digest is kept.
 */
public record TokenText(String id, String secret) {
    public static final String PREFIX = "trawl_";
    private static final int SECRET_BYTES = 32;
    private static final int ID_LENGTH = 12;
    private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern FORM = Pattern.compile("trawl_([a-z2-7]{12})_([A-Za-z0-9_-]{43})");

    static TokenText fresh(SecureRandom random) {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        random.ints(ID_LENGTH, 0, ID_LETTERS.length()).forEach(i -> id.append(ID_LETTERS.charAt(i)));
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new TokenText(
                id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    static Optional<TokenText> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new TokenText(form.group(1), form.group(2))) : Optional.empty();
    }

    /** To be shown once. */
    public String text() {
        return PREFIX + id + "_" + secret;
    }

    String hash() {
        return sha256(secret);
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /** Digests have one length and tell nothing of the secret, so comparing them takes the same time for every guess. */
    static boolean same(String hash, String other) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return PREFIX + id;
    }
}
