package io.trawl.discovery.detect;

import java.util.Set;

/** What the US Social Security Administration never issued. */
final class SsnValidator implements Validator {
    /** Printed in advertisements and examples until everyone knew them. */
    private static final Set<String> FAMOUS = Set.of("078051120", "219099999", "123456789", "111111111", "333333333");

    @Override
    public Verdict check(String raw) {
        String digits = Digits.only(raw);
        int area = Integer.parseInt(digits, 0, 3, 10);
        boolean issued =
                area != 0 && area != 666 && area < 900 && !digits.startsWith("00", 3) && !digits.endsWith("0000");
        return issued && !FAMOUS.contains(digits) ? Verdict.accepted(digits) : Verdict.REJECTED;
    }
}
