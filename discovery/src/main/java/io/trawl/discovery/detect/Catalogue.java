package io.trawl.discovery.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code catalogue.yaml} as it is written; absent lists are empty. */
record Catalogue(List<Entry> detectors) {
    private static final String RESOURCE = "catalogue.yaml";

    record Entry(
            String id,
            String name,
            String category,
            Mask mask,
            List<String> context,
            List<String> unless,
            List<String> names,
            List<String> otherNames,
            @Nullable Double chance,
            List<FormEntry> forms,
            List<Example> examples,
            List<String> counterExamples) {
        Entry {
            context = orEmpty(context);
            unless = orEmpty(unless);
            names = orEmpty(names);
            otherNames = orEmpty(otherNames);
            examples = orEmpty(examples);
            counterExamples = orEmpty(counterExamples);
        }

        Detector detector() {
            return new Detector(id, name, category, mask);
        }
    }

    record FormEntry(
            List<AnchorEntry> anchors,
            @Nullable String pattern,
            @Nullable String joinedBy,
            @Nullable String shape,
            @Nullable String validator,
            List<String> regions,
            @Nullable Confidence confidence,
            @Nullable Confidence inContext) {
        FormEntry {
            regions = orEmpty(regions);
        }
    }

    record AnchorEntry(
            @Nullable String literal,
            @Nullable Boolean ignoreCase,
            @Nullable List<Integer> digits,
            @Nullable String starts,
            @Nullable String then,
            @Nullable List<Integer> next) {
        Anchor anchor() {
            if (literal != null) {
                return new Anchor.Literal(literal, Boolean.TRUE.equals(ignoreCase));
            }
            List<Integer> range = Objects.requireNonNull(digits, "an anchor is a literal or digits");
            List<Integer> following = Objects.requireNonNullElse(next, List.of(0, Anchor.LONGEST_RUN));
            return new Anchor.Digits(
                    range.getFirst(),
                    range.getLast(),
                    Objects.requireNonNullElse(starts, ""),
                    Objects.requireNonNullElse(then, ""),
                    following.getFirst(),
                    following.getLast());
        }
    }

    /** A text in which exactly one match of the detector is expected. */
    record Example(String text, String value, Confidence confidence) {}

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static Catalogue load() {
        YAMLMapper mapper = YAMLMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try (InputStream yaml = Catalogue.class.getResourceAsStream(RESOURCE)) {
            return mapper.readValue(
                    Objects.requireNonNull(yaml, RESOURCE + " is missing from the jar"), Catalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
