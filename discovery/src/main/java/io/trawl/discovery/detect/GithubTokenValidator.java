package io.trawl.discovery.detect;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The classic tokens end in six characters of base 62: the CRC-32 of the thirty before them. */
final class GithubTokenValidator implements Validator {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int PREFIX = 4;
    private static final int RANDOM = 30;
    private static final int CHECKSUM = 6;

    @Override
    public Verdict check(String raw) {
        if (raw.length() != PREFIX + RANDOM + CHECKSUM) {
            return Verdict.accepted(raw);
        }
        boolean intact = raw.endsWith(checksum(raw.substring(PREFIX, PREFIX + RANDOM)));
        // Not refused: the checksum tells a made-up token from an issued one, and older tokens had none.
        return Verdict.accepted(raw, intact ? Confidence.HIGH : Confidence.MEDIUM);
    }

    static String checksum(String random) {
        CRC32 crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder();
        for (long rest = crc.getValue(); text.length() < CHECKSUM; rest /= DIGITS.length()) {
            text.append(DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        return text.reverse().toString();
    }
}
