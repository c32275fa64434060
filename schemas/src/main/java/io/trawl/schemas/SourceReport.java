package io.trawl.schemas;

/**
 * What came of testing a source.
 *
 * @param ok whether it can be read
 * @param trouble the kind of what is wrong, lower case; {@code none} when nothing is
 * @param sentence one sentence for people
 */
public record SourceReport(boolean ok, String trouble, String sentence) {
    public SourceReport {
        Checks.id(trouble, "trouble");
        Checks.present(sentence, "sentence");
    }
}
