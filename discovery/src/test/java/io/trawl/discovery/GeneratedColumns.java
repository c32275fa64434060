package io.trawl.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Columns as databases have them: some hold what is looked for, some only look like it. Made from a seed. */
final class GeneratedColumns {
    private static final int VALUES = 2_000;
    private static final List<String> FIRST =
            List.of("jane", "joe", "maria", "li", "olu", "ann-kathrin", "pat", "sven");
    private static final List<String> LAST = List.of("doe", "smith", "garcia", "wang", "okafor", "meyer", "o.neil");
    private static final List<String> MAIL = List.of("example.org", "example.com", "mail.example.net", "example.co.uk");
    private static final List<String> WORDS =
            List.of("called", "back", "about", "the", "order", "paid", "late", "asked", "for", "invoice", "thanks");

    /** @param holds the detector whose values it holds; empty when none */
    record Column(String name, String holds, List<String> values) {}

    private final Random random;
    private final List<Column> all = new ArrayList<>();

    private GeneratedColumns(long seed) {
        this.random = new Random(seed);
    }

    static List<Column> of(long seed) {
        GeneratedColumns columns = new GeneratedColumns(seed);
        columns.holding();
        columns.looking();
        return columns.all;
    }

    private void holding() {
        for (String name : List.of("card_number", "pan", "c7", "payment_ref")) {
            add(name, "payment_card", _ -> typed(card(), 0.02));
        }
        add("c8", "payment_card", _ -> card().replaceAll("(.{4})(?=.)", "$1 "));
        add("notes", "payment_card", i -> i % 40 == 0 ? text(6) + " " + card() + " " + text(3) : text(12));
        for (String name : List.of("email", "work_mail", "c3", "login")) {
            add(name, "email", _ -> mail());
        }
        add("remarks", "email", i -> i % 30 == 0 ? text(5) + " " + mail() : text(10));
        for (String name : List.of("iban", "account", "c5")) {
            add(name, "iban", _ -> iban());
        }
        add("ssn", "us_ssn", _ -> ssn(""));
        add("social_security_no", "us_ssn", _ -> ssn("-"));
        add("phone", "phone", _ -> "+4479" + digits(8));
        add("mobile", "phone", _ -> "07400 " + digits(6));
        add("c9", "phone", _ -> "+49 30 9" + digits(7));
    }

    private void looking() {
        for (String name : List.of("id", "reference", "order_no", "external_id")) {
            add(name, "", _ -> digits(16));
        }
        for (String name : List.of("card_ref", "account_ref", "tracking")) {
            add(name, "", _ -> "4" + digits(15));
        }
        long first = 4_000_000_000_000_000L + random.nextInt(1 << 30);
        add("transaction", "", i -> Long.toString(first + i * 7L));
        add("created_us", "", i -> Long.toString(1_763_000_000_000_000L + i * 37_000_123L));
        add("ean", "", _ -> "40" + digits(11));
        for (String name : List.of("order_no", "office_order", "call_ref", "contact_order_id")) {
            add(name, "", _ -> (1 + random.nextInt(9)) + digits(9));
        }
        for (String name : List.of("part_no", "social_club_member", "ss_ref")) {
            add(name, "", _ -> digits(9));
        }
        add("text", "", _ -> text(14));
        add("handle", "", _ -> "@" + pick(FIRST) + random.nextInt(1_000));
        add("uuid", "", _ -> new java.util.UUID(random.nextLong(), random.nextLong()).toString());
    }

    private void add(String name, String holds, Function<Integer, String> value) {
        List<String> values = IntStream.range(0, VALUES).mapToObj(value::apply).toList();
        all.add(new Column(name, holds, values));
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private String text(int words) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            text.add(pick(WORDS));
        }
        return String.join(" ", text);
    }

    private String mail() {
        return pick(FIRST) + "." + pick(LAST) + random.nextInt(100) + "@" + pick(MAIL);
    }

    private String ssn(String dash) {
        return String.format(
                Locale.ROOT,
                "%03d%s%02d%s%04d",
                1 + random.nextInt(665),
                dash,
                1 + random.nextInt(99),
                dash,
                1 + random.nextInt(9_999));
    }

    private String card() {
        String begin = pick(List.of("4", "51", "55", "2221", "6011"));
        String body = begin + digits(15 - begin.length());
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return body + (10 - sum % 10) % 10;
    }

    /** As people type: now and then the last digit is wrong. */
    private String typed(String value, double wrong) {
        char last = value.charAt(value.length() - 1);
        return random.nextDouble() < wrong
                ? value.substring(0, value.length() - 1) + (char) ('0' + (last - '0' + 1) % 10)
                : value;
    }

    private String iban() {
        String account = digits(18);
        int check = 98
                - new java.math.BigInteger(account + "131400")
                        .mod(java.math.BigInteger.valueOf(97))
                        .intValue();
        return String.format(Locale.ROOT, "DE%02d%s", check, account);
    }
}
