package io.trawl.discovery.detect;

import java.util.Locale;
import java.util.regex.Pattern;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;

/** Structure of the country's account numbers, and ISO 7064 mod 97. */
final class IbanValidator implements Validator {
    /** In one piece or in groups of four with one separator. */
    private static final Pattern USUAL =
            Pattern.compile("[A-Za-z0-9]+|[A-Za-z0-9]{4}([ -])(?:[A-Za-z0-9]{4}\\1)*[A-Za-z0-9]{1,4}");

    @Override
    public Verdict check(String raw) {
        String iban = raw.replace(" ", "").replace("-", "");
        String upper = iban.toUpperCase(Locale.ROOT);
        boolean usual = USUAL.matcher(raw).matches();
        // Words and numbers that happen to stand in a row look like a carelessly written one, but not in capitals.
        if (remainder(upper) != 1 || (!usual && !iban.equals(upper)) || !structured(upper)) {
            return Verdict.REJECTED;
        }
        return Verdict.accepted(upper, usual ? Confidence.HIGH : Confidence.MEDIUM);
    }

    private static boolean structured(String iban) {
        if (!IbanCountries.structured(iban.substring(0, 2))) {
            return true;
        }
        try {
            IbanUtil.validate(iban);
            return true;
        } catch (Iban4jException e) {
            return false;
        }
    }

    /** Before the library, which says no by exception: most lookalikes fail here. */
    private static int remainder(String iban) {
        int remainder = 0;
        for (int i = 0; i < iban.length(); i++) {
            int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
            remainder = (value > 9 ? 100 * remainder + value : 10 * remainder + value) % 97;
        }
        return remainder;
    }
}
