package io.trawl.discovery.detect;

/** Random base64 of this length mixes capitals, small letters and digits; words, paths and hex digests do not. */
final class AwsSecretValidator implements Validator {
    private static final int MIN_DISTINCT = 16;

    @Override
    public Verdict check(String raw) {
        boolean mixed = raw.chars().anyMatch(c -> Ascii.upper((char) c))
                && raw.chars().anyMatch(c -> Ascii.lower((char) c))
                && raw.chars().anyMatch(c -> Ascii.digit((char) c));
        return mixed && raw.chars().distinct().count() >= MIN_DISTINCT ? Verdict.accepted(raw) : Verdict.REJECTED;
    }
}
