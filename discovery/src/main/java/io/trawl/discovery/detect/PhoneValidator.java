package io.trawl.discovery.detect;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks libphonenumber whether a number can exist. Its own finder is not used: it is slow, and what it finds depends on
 * where it began.
 *
 * @param regions whose national ways of writing are tried, in this order; none: international numbers only
 */
record PhoneValidator(List<String> regions) implements Validator {
    /** Trailing groups that may turn out not to belong to the number. */
    private static final int MAX_DROPPED_GROUPS = 2;

    private static final int MIN_DIGITS = 7;
    private static final String NO_REGION = "ZZ";
    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");
    private static final Pattern DATE = Pattern.compile("(?:19|20)[0-9]{2}([-./])[0-9]{1,2}\\1[0-9]{1,2}(?![0-9]).*"
            + "|[0-9]{1,2}([-./])[0-9]{1,2}\\2(?:19|20)[0-9]{2}(?![0-9]).*");

    @Override
    public Verdict check(String raw) {
        if (DOTTED_QUAD.matcher(raw).matches() || DATE.matcher(raw).matches()) {
            return Verdict.REJECTED;
        }
        int end = raw.length();
        for (int dropped = 0; dropped <= MAX_DROPPED_GROUPS && end > 0; dropped++) {
            String number = raw.substring(0, end);
            String e164 = Digits.only(number).length() < MIN_DIGITS ? null : parse(number);
            if (e164 != null) {
                return new Verdict.Accepted(e164, Confidence.HIGH, raw.length() - end);
            }
            end = withoutLastGroup(raw, end);
        }
        return Verdict.REJECTED;
    }

    private static int withoutLastGroup(String raw, int from) {
        int end = from;
        while (end > 0 && Ascii.digit(raw.charAt(end - 1))) {
            end--;
        }
        while (end > 0 && !Ascii.digit(raw.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private @Nullable String parse(String number) {
        if (number.startsWith("+") || regions.isEmpty()) {
            return parse(number.startsWith("00") ? "+" + number.substring(2) : number, NO_REGION);
        }
        String digits = Digits.only(number);
        for (String region : regions) {
            String e164 = NationalNumbers.mayBe(digits, region) ? parse(digits, region) : null;
            if (e164 != null) {
                return e164;
            }
        }
        return null;
    }

    private static @Nullable String parse(String number, String region) {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber parsed = phones.parse(number, region);
            boolean valid = region.equals(NO_REGION)
                    ? phones.isValidNumber(parsed)
                    : phones.isValidNumberForRegion(parsed, region);
            return valid ? phones.format(parsed, PhoneNumberFormat.E164) : null;
        } catch (NumberParseException e) {
            return null;
        }
    }
}
