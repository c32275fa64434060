package io.trawl.cli.sources;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code NAME=VALUE} of the command line. */
record Pair(String name, String value) {
    /** @throws Refusal that does not repeat what was given: it might be a secret */
    static Pair of(String option, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new Refusal(ExitCode.USAGE, "'" + option + "' must look like NAME=VALUE.");
        }
        return new Pair(text.substring(0, equals), text.substring(equals + 1));
    }

    /** A name given several times has a list; true, false and whole numbers are what they look like. */
    static Map<String, Object> options(List<String> texts) {
        Map<String, List<Object>> given = new LinkedHashMap<>();
        for (String text : texts) {
            Pair pair = of("--option", text);
            given.computeIfAbsent(pair.name, _ -> new ArrayList<>()).add(typed(pair.value));
        }
        Map<String, Object> options = new LinkedHashMap<>();
        // An option that the file connector takes as a list is one also when it is given once.
        given.forEach((name, values) -> options.put(
                name,
                values.size() == 1 && !name.equals("include") && !name.equals("exclude") ? values.getFirst() : values));
        return options;
    }

    private static Object typed(String value) {
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        return value.matches("-?[1-9]\\d{0,17}|0") ? (Object) Long.valueOf(value) : value;
    }
}
