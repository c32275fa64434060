package io.trawl.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Made-up values of each sort that must never leave a file, planted where they are found in different ways. */
public final class Canaries {
    private static final String CARD = "4012 8888 8888 1881";
    private static final String IBAN = "GB82 WEST 1234 5698 7654 32";
    private static final String SSN = "536-22-8145";
    private static final String EMAIL = "zelda.canary@mail.example.org";
    private static final String PHONE = "+44 20 7946 0958";
    private static final String AWS_ID = "AKIAIOSFODNN7EXAMPLE";
    private static final String AWS_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.bm90LWEtc2lnbmF0dXJlLWNhbmFyeQ";
    private static final String KEY_BODY = "bm90IGEga2V5LCBvbmx5IHRoZSBzaGFwZSBvZiBvbmU=";

    /** The detector that has to find it, and a part of it that nobody may see. */
    static final Map<String, String> BY_DETECTOR = new TreeMap<>(Map.of(
            "payment_card", CARD,
            "iban", IBAN,
            "us_ssn", SSN,
            "email", EMAIL,
            "phone", PHONE,
            "aws_access_key_id", AWS_ID,
            "aws_secret_access_key", AWS_SECRET,
            "jwt", JWT,
            "private_key", KEY_BODY));

    private Canaries() {}

    public static void plant(Path root) throws IOException {
        Files.createDirectories(root.resolve("a"));
        Files.writeString(root.resolve("a/note.txt"), """
                Paid with card %s today, IBAN %s.
                SSN: %s, write to %s or phone %s.
                """.formatted(CARD, IBAN, SSN, EMAIL, PHONE));
        Files.writeString(root.resolve("a/settings.env"), """
                aws_access_key_id = %s
                aws_secret_access_key = %s
                Authorization: Bearer %s
                """.formatted(AWS_ID, AWS_SECRET, JWT));
        Files.writeString(
                root.resolve("id_ec"),
                "-----BEGIN EC PRIVATE KEY-----\n" + KEY_BODY + "\n" + KEY_BODY + "\n-----END EC PRIVATE KEY-----\n");
        // A table without headings and an object keyed by values: what looks like a name is none.
        Files.writeString(root.resolve("rows.csv"), (EMAIL + "," + CARD + "," + SSN + "\n").repeat(5));
        Files.writeString(
                root.resolve("keyed.json"),
                "{\"" + EMAIL + "\": {\"card\": \"" + CARD + "\"}, \"iban\": \"" + IBAN + "\"}");
        // What cannot be read tells why, and must not quote what it could not read.
        Files.writeString(
                root.resolve("broken.json"), "{\"email\": \"" + EMAIL + "\", \"card\": \"" + CARD + "\" oops");
        Files.writeString(root.resolve("broken.zip"), "PK\003\004\024 broken " + EMAIL + " " + CARD);
    }

    /** As written, and in the forms into which a program may bring them. */
    static List<String> forms() {
        List<String> forms = new ArrayList<>();
        for (String value : BY_DETECTOR.values()) {
            forms.add(value);
            String joined = value.replaceAll("[ +-]", "");
            if (!joined.equals(value)) {
                forms.add(joined);
            }
        }
        forms.add(IBAN.replace(" ", "-"));
        forms.add("zelda.canary");
        return forms;
    }

    /** Which of them stand in a text. */
    public static List<String> in(String text) {
        return forms().stream().filter(text::contains).toList();
    }

    /** In bytes of whatever kind. */
    public static List<String> in(byte[] bytes) {
        return in(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
