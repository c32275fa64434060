package io.trawl.discovery.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SlicingTest {
    private static final Detectors DETECTORS = Detectors.fromCatalogue();

    @RepeatedTest(60)
    void shouldFindTheSameInSlicesAsInTheWhole(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String text = RandomText.of(random, 2_000 + random.nextInt(30_000));
        List<Match> whole = new ArrayList<>();
        DETECTORS.scan(text, 0, text.length(), whole::add);

        List<int[]> slices = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(random.nextInt(20) == 0 ? 6_000 : 120));
            slices.add(new int[] {from, to});
            from = to;
        }
        Collections.shuffle(slices, random);
        List<Match> sliced = new ArrayList<>();
        slices.forEach(slice -> scanCut(text, slice[0], slice[1], sliced));
        sliced.sort(Comparator.comparingInt(Match::start)
                .thenComparing(match -> match.detector().id()));

        assertThat(sliced).isEqualTo(whole);
    }

    @Test
    void shouldExerciseEveryDetectorInRandomTexts() {
        Set<String> seen = new HashSet<>();
        for (int seed = 1; seed <= 60; seed++) {
            String text = RandomText.of(new Random(seed), 20_000);
            DETECTORS.scan(
                    text, 0, text.length(), match -> seen.add(match.detector().id()));
        }
        assertThat(seen).containsAll(DETECTORS.all().stream().map(Detector::id).toList());
    }

    @Test
    void shouldFindATokenThatIsLongerThanCanBeSeen() {
        String token = "eyJhbGciOiJIUzI1NiJ9." + "AbC9".repeat(3_000);
        List<Match> matches = new ArrayList<>();
        DETECTORS.scan("Bearer " + token, 0, 100, matches::add);
        assertThat(matches).hasSize(1).first().satisfies(match -> {
            assertThat(match.detector().id()).isEqualTo("jwt");
            assertThat(match.end() - match.start()).isLessThanOrEqualTo(Detectors.RIGHT_OVERLAP);
        });
    }

    @Test
    void shouldSeeAContextWordAcrossACutAsFarAsInTheWhole() {
        for (int gap = 1; gap < Detectors.LEFT_CONTEXT; gap++) {
            String before = "telephone" + " ".repeat(gap);
            String text = before + "030 901820";
            List<Match> whole = new ArrayList<>();
            DETECTORS.scan(text, before.length(), text.length(), whole::add);
            List<Match> cut = new ArrayList<>();
            scanCut(text, before.length(), text.length(), cut);
            assertThat(cut).isEqualTo(whole);
            assertThat(cut).hasSizeGreaterThanOrEqualTo(gap <= 55 ? 1 : 0);
        }
    }

    @Test
    void shouldReportAMatchThatCrossesTheEndOfItsSlice() {
        String text = "x".repeat(100) + " 4111 1111 1111 1111 ";
        List<Match> matches = new ArrayList<>();
        scanCut(text, 0, 105, matches);
        scanCut(text, 105, text.length(), matches);
        assertThat(matches).hasSize(1).first().extracting(Match::start).isEqualTo(101);
    }

    @Test
    void shouldFindTheSameWhicheverOtherDetectorsAreSelected() {
        String text = RandomText.of(new Random(7), 60_000);
        List<Match> together = new ArrayList<>();
        DETECTORS.scan(text, 0, text.length(), together::add);
        for (Detector detector : DETECTORS.all()) {
            List<Match> alone = new ArrayList<>();
            DETECTORS.select(List.of(detector.id())).scan(text, 0, text.length(), alone::add);
            assertThat(alone)
                    .isEqualTo(together.stream()
                            .filter(match -> match.detector().equals(detector))
                            .toList());
        }
    }

    /** As a worker does: only the slice and its context are in memory. */
    private static void scanCut(String text, int from, int to, List<Match> into) {
        int low = Math.max(0, from - Detectors.LEFT_CONTEXT);
        int high = Math.min(text.length(), to + Detectors.RIGHT_OVERLAP);
        DETECTORS.scan(
                text.substring(low, high),
                from - low,
                to - low,
                match -> into.add(new Match(
                        match.detector(), match.confidence(), match.start() + low, match.end() + low, match.value())));
    }
}
