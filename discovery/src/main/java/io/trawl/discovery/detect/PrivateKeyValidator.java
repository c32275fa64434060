package io.trawl.discovery.detect;

import java.util.regex.Pattern;

/** A header with key material behind it; a header alone is a document that speaks of keys. */
final class PrivateKeyValidator implements Validator {
    /** An Ed25519 key in PKCS#8, the smallest in use, has 64. */
    private static final int MIN_MATERIAL = 48;

    private static final Pattern LINE = Pattern.compile("(?:\\\\r)?\\\\n|[\\s\"',;]+");
    private static final Pattern MATERIAL = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}");

    @Override
    public Verdict check(String raw) {
        int body = raw.indexOf("-----", 5) + 5;
        StringBuilder material = new StringBuilder();
        for (String line : LINE.split(raw.substring(body), -1)) {
            if (MATERIAL.matcher(line).matches()) {
                material.append(line);
            }
        }
        return material.length() < MIN_MATERIAL
                ? Verdict.accepted(raw.substring(0, body), Confidence.LOW)
                : Verdict.accepted(material.toString());
    }
}
