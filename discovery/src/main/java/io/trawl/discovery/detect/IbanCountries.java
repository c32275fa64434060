package io.trawl.discovery.detect;

import java.util.HashMap;
import java.util.Map;
import org.iban4j.CountryCode;
import org.iban4j.bban.BbanStructure;

/** Lengths of account numbers by country: those whose structure the library knows, and others of known length. */
final class IbanCountries {
    /** Country, check digits. */
    private static final int HEAD = 4;

    /** In use, or registered after the library's table was made. */
    private static final Map<String, Integer> LENGTH_ONLY = Map.ofEntries(
            Map.entry("AO", 25),
            Map.entry("BF", 28),
            Map.entry("BI", 27),
            Map.entry("BJ", 28),
            Map.entry("CF", 27),
            Map.entry("CG", 27),
            Map.entry("CI", 28),
            Map.entry("CM", 27),
            Map.entry("CV", 25),
            Map.entry("DJ", 27),
            Map.entry("DZ", 26),
            Map.entry("FK", 18),
            Map.entry("GA", 27),
            Map.entry("GW", 25),
            Map.entry("HN", 28),
            Map.entry("IR", 26),
            Map.entry("KM", 27),
            Map.entry("LY", 25),
            Map.entry("MA", 28),
            Map.entry("MG", 27),
            Map.entry("ML", 28),
            Map.entry("MN", 20),
            Map.entry("MZ", 25),
            Map.entry("NE", 28),
            Map.entry("NI", 28),
            Map.entry("OM", 23),
            Map.entry("RU", 33),
            Map.entry("SD", 18),
            Map.entry("SN", 28),
            Map.entry("SO", 23),
            Map.entry("TD", 27),
            Map.entry("TG", 28),
            Map.entry("YE", 30));

    private static final Map<String, Integer> STRUCTURED = structured();

    private IbanCountries() {}

    private static Map<String, Integer> structured() {
        Map<String, Integer> lengths = new HashMap<>();
        for (CountryCode country : BbanStructure.supportedCountries()) {
            int length = HEAD + BbanStructure.forCountry(country).getBbanLength();
            lengths.put(country.getAlpha2(), length);
        }
        return Map.copyOf(lengths);
    }

    /** Characters of a whole IBAN without separators; 0 for a country that has none. */
    static int length(String country) {
        return STRUCTURED.getOrDefault(country, LENGTH_ONLY.getOrDefault(country, 0));
    }

    static boolean structured(String country) {
        return STRUCTURED.containsKey(country);
    }
}
