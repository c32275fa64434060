package io.trawl.discovery.detect;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * A quick look at whether digits may be a number of a region. Reading a number as the library does costs some 25 µs,
 * and one that belongs to no region is read for each of them; whether digits fit the plan of a region costs a tenth.
 */
final class NationalNumbers {
    /** The longest of what stands before a national number: a trunk prefix with the code of a carrier, or the country. */
    private static final int MAX_PREFIX = 5;
    /** Fits a long, and is more than any plan has. */
    private static final int MAX_DIGITS = 17;

    private NationalNumbers() {}

    /** False only when the library would not take it for a valid number either, but for some codes of carriers. */
    static boolean mayBe(String digits, String region) {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        int country = phones.getCountryCodeForRegion(region);
        int longest = hasPrefix(digits, country, phones.getNddPrefixForRegion(region, true)) ? MAX_PREFIX : 0;
        for (int prefix = 0; prefix <= longest && prefix < digits.length(); prefix++) {
            String national = digits.substring(prefix);
            if (national.length() <= MAX_DIGITS && phones.isValidNumberForRegion(number(country, national), region)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPrefix(String digits, int country, @Nullable String trunk) {
        return digits.startsWith("0")
                || (trunk != null && digits.startsWith(trunk))
                || digits.startsWith(Integer.toString(country));
    }

    private static PhoneNumber number(int country, String national) {
        PhoneNumber number = new PhoneNumber().setCountryCode(country).setNationalNumber(Long.parseLong(national));
        int zeros = 0;
        while (zeros < national.length() - 1 && national.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros == 0 ? number : number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
    }
}
