package io.trawl.engine.source;

import io.trawl.engine.workload.InvalidJob;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses options that hold a secret: they are stored, listed and sent as they are. */
public final class LiteralSecrets {
    private static final Set<String> WORDS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "accesskeyid",
            "secretkey",
            "secretaccesskey",
            "privatekey",
            "credential",
            "credentials",
            "sslpassword",
            "authorization");
    private static final Pattern USER_AND_PASSWORD =
            Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^/@\\s]*:[^/@\\s]+@.*");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i).*[?&;](password|passwd|pwd|token|secret|sslpassword)=[^&;]+.*");

    private LiteralSecrets() {}

    /** @throws InvalidJob naming the option, never its value */
    public static void refuse(Map<String, Object> options, String pointer) throws InvalidJob {
        for (Map.Entry<String, Object> option : options.entrySet()) {
            String at = pointer + "/" + option.getKey().replace("~", "~0").replace("/", "~1");
            String name = option.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
            if (WORDS.contains(name) || name.endsWith("password") || name.endsWith("secret")) {
                throw new InvalidJob(
                        at,
                        "Options hold no secrets; put it where the workers run and give its reference as credential,"
                                + " env:NAME or file:PATH.");
            }
            refuseIn(option.getValue(), at);
        }
    }

    private static void refuseIn(Object value, String at) throws InvalidJob {
        if (value instanceof String text
                && (USER_AND_PASSWORD.matcher(text).matches()
                        || PARAMETER.matcher(text).matches())) {
            throw new InvalidJob(
                    at,
                    "This address holds a password; take it out and give a reference as credential, env:NAME or"
                            + " file:PATH.");
        }
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                refuse(Map.of(String.valueOf(entry.getKey()), entry.getValue() == null ? "" : entry.getValue()), at);
            }
        }
        if (value instanceof List<?> list) {
            for (Object element : list) {
                refuseIn(element == null ? "" : element, at);
            }
        }
    }
}
