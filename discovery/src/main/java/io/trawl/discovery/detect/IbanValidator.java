package io.trawl.discovery.detect;

import java.util.Locale;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;

/** Structure of the country's account numbers, and ISO 7064 mod 97. */
final class IbanValidator implements Validator {
    @Override
    public Verdict check(String raw) {
        String iban = raw.replace(" ", "").replace("-", "").toUpperCase(Locale.ROOT);
        if (remainder(iban) != 1) {
            return Verdict.REJECTED;
        }
        try {
            IbanUtil.validate(iban);
        } catch (Iban4jException e) {
            return Verdict.REJECTED;
        }
        return Verdict.accepted(iban);
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
