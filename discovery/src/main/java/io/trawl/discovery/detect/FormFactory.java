package io.trawl.discovery.detect;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the catalogue's words into code: the one list of built-in shapes and validators. */
final class FormFactory {
    private static final int CONTEXT_LEFT = 64;
    private static final int CONTEXT_RIGHT = 24;
    /** What speaks against a value stands right before it. */
    private static final int UNLESS_LEFT = 16;

    private static final Map<String, Shape> SHAPES = Map.of(
            "email", new EmailShape(),
            "phone", new PhoneShape(),
            "ipv4", new Ipv4Shape(),
            "ipv6", new Ipv6Shape(),
            "iban", new IbanShape(),
            "private_key", new PrivateKeyShape(),
            "aws_secret", new AwsSecretShape());

    private static final Map<String, Validator> VALIDATORS = Map.ofEntries(
            Map.entry("email", new EmailValidator()),
            Map.entry("ipv4", new Ipv4Validator()),
            Map.entry("ipv6", new Ipv6Validator()),
            Map.entry("card", new CardValidator()),
            Map.entry("iban", new IbanValidator()),
            Map.entry("ssn", new SsnValidator()),
            Map.entry("aws_key_id", new AwsKeyIdValidator()),
            Map.entry("aws_secret", new AwsSecretValidator()),
            Map.entry("github_token", new GithubTokenValidator()),
            Map.entry("private_key", new PrivateKeyValidator()),
            Map.entry("jwt", new JwtValidator()));

    private FormFactory() {}

    static Form create(Catalogue.Entry entry, Catalogue.FormEntry form) {
        Confidence inContext = form.inContext() == null ? form.confidence() : form.inContext();
        return new Form(
                entry.detector(),
                shape(form),
                validator(form),
                form.confidence(),
                Objects.requireNonNull(inContext, entry.id() + " has a form without a confidence"),
                new ContextWords(entry.context(), CONTEXT_LEFT, CONTEXT_RIGHT),
                new ContextWords(entry.unless(), UNLESS_LEFT, 0));
    }

    private static Shape shape(Catalogue.FormEntry form) {
        if (form.pattern() != null) {
            return new PatternShape(Pattern.compile(form.pattern()), Objects.requireNonNullElse(form.joinedBy(), ""));
        }
        return known(SHAPES, form.shape(), "shape");
    }

    private static Validator validator(Catalogue.FormEntry form) {
        if (form.validator() == null) {
            return Verdict::accepted;
        }
        // The only one with a parameter.
        return form.validator().equals("phone")
                ? new PhoneValidator(form.regions())
                : known(VALIDATORS, form.validator(), "validator");
    }

    private static <T> T known(Map<String, T> all, @Nullable String name, String what) {
        T found = name == null ? null : all.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "The catalogue names the " + what + " '" + name + "'; known are " + all.keySet() + ".");
        }
        return found;
    }
}
