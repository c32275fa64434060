package io.trawl.discovery.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NationalNumbersTest {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final int RANDOM_NUMBERS = 3_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "US", "GB", "DE", "FR", "ES", "IT", "NL", "BE", "CH", "AT", "IE", "PT", "SE", "DK", "PL", "AU", "IN",
                "BR", "MX", "CN", "JP", "ZA", "IL"
            })
    void shouldPassEveryNumberThatTheLibraryTakes(String region) {
        List<String> taken = new ArrayList<>();
        for (String digits : examples(region)) {
            if (isValid(digits, region)) {
                taken.add(digits);
            }
        }
        assertThat(taken).isNotEmpty().allMatch(digits -> NationalNumbers.mayBe(digits, region));
    }

    @ParameterizedTest
    @ValueSource(strings = {"US", "FR", "ES", "CH", "DK", "BE"})
    void shouldKeepMostNumbersFromTheLibraryThatItWouldRefuse(String region) {
        Random random = new Random(1);
        int passed = 0;
        int valid = 0;
        for (int i = 0; i < RANDOM_NUMBERS; i++) {
            String digits = random(random, 7 + random.nextInt(9));
            passed += NationalNumbers.mayBe(digits, region) ? 1 : 0;
            valid += isValid(digits, region) ? 1 : 0;
        }
        assertThat(passed).isBetween(valid, valid + RANDOM_NUMBERS / 20);
    }

    /** Example numbers of every kind as they are written at home and abroad, and neighbours of them. */
    private static List<String> examples(String region) {
        Random random = new Random(region.hashCode());
        List<String> examples = new ArrayList<>();
        for (PhoneNumberType type : PHONES.getSupportedTypesForRegion(region)) {
            PhoneNumber example = PHONES.getExampleNumberForType(region, type);
            if (example == null) {
                continue;
            }
            for (PhoneNumberFormat format : List.of(PhoneNumberFormat.NATIONAL, PhoneNumberFormat.E164)) {
                String digits = Digits.only(PHONES.format(example, format));
                examples.add(digits);
                for (int i = 0; i < 50; i++) {
                    char[] neighbour = digits.toCharArray();
                    neighbour[random.nextInt(neighbour.length)] = (char) ('0' + random.nextInt(10));
                    examples.add(new String(neighbour));
                }
            }
        }
        return examples;
    }

    private static String random(Random random, int length) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private static boolean isValid(String digits, String region) {
        try {
            return PHONES.isValidNumberForRegion(PHONES.parse(digits, region), region);
        } catch (NumberParseException e) {
            return false;
        }
    }
}
