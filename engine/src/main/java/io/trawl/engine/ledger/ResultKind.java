package io.trawl.engine.ledger;

import io.trawl.schemas.InvalidField;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a result is called when it is published: {@code finding}, or {@code finding/iban} when totals are to be kept of a
 * subkind, too. Results are listed and told apart by their kind alone.
 *
 * @param subkind empty when it has none
 */
public record ResultKind(String kind, String subkind) {
    private static final String SLASH = "/";
    private static final Pattern WORDS = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}(/[A-Za-z][A-Za-z0-9_-]{0,39})?");

    /** @throws InvalidField when it is not one word or two */
    public static ResultKind of(String text) {
        if (!WORDS.matcher(text).matches()) {
            throw new InvalidField("kind", "of a result must be one or two words like finding or finding/iban");
        }
        int slash = text.indexOf(SLASH);
        return slash < 0
                ? new ResultKind(text, "")
                : new ResultKind(text.substring(0, slash), text.substring(slash + SLASH.length()));
    }

    /** What it is counted as. */
    public List<String> totals() {
        return subkind.isEmpty() ? List.of(kind) : List.of(kind, kind + SLASH + subkind);
    }
}
