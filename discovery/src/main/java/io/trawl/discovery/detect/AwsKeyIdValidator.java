package io.trawl.discovery.detect;

/** What follows the prefix is base32; ids with other digits exist from the early years and count less. */
final class AwsKeyIdValidator implements Validator {
    private static final int PREFIX = 4;

    @Override
    public Verdict check(String raw) {
        boolean base32 = raw.chars().skip(PREFIX).allMatch(c -> Ascii.upper((char) c) || (c >= '2' && c <= '7'));
        boolean digits = raw.chars().skip(PREFIX).anyMatch(c -> Ascii.digit((char) c));
        // Sixteen letters without a digit happen once in 30 ids, and whenever someone writes in capitals.
        return Verdict.accepted(raw, base32 && digits ? Confidence.HIGH : Confidence.LOW);
    }
}
