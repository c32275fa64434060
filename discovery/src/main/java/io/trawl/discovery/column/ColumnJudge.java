package io.trawl.discovery.column;

import io.trawl.discovery.detect.Confidence;
import io.trawl.discovery.detect.Detectors;
import io.trawl.schemas.Json;
import java.util.List;
import java.util.Locale;

/**
 * Says what a column is from what was counted in all of it, and from its name. A value that passes a check may do so by
 * chance; of many values it shows whether more pass than chance lets.
 */
public final class ColumnJudge {
    /** With fewer values nothing can be said of the column beyond them. */
    static final int FEW_VALUES = 20;

    private static final double MOST = 0.8;
    private static final double SOME = 0.25;
    /** More than chance by so much of the rest is no chance. */
    private static final double MARGIN = 0.3;
    /** Up to here a check is so strict that a column of its matches needs no name. */
    private static final double STRICT = 0.2;

    /** From here on a check tells nothing of a number. */
    private static final double LAX = 0.95;

    private static final int SAME_FEW = 3;

    private final ColumnCounts column;
    private final Matched matched;
    private final double chance;
    private final boolean named;

    private ColumnJudge(ColumnCounts column, Matched matched, double chance, boolean named) {
        this.column = column;
        this.matched = matched;
        this.chance = chance;
        this.named = named;
    }

    /** The body for reading: the counts, and what they say. */
    public static String present(String merged, Detectors detectors) {
        ColumnCounts column = ColumnCounts.fromJson(merged);
        List<Judgement> judged = column.detectors().stream()
                .map(matched -> judge(column, matched, detectors))
                .toList();
        Lengths lengths = column.lengths();
        return Json.mapper()
                .writeValueAsString(new Presented(
                        column.object(),
                        column.column(),
                        column.values(),
                        new Length(lengths.shortest(), lengths.longest(), lengths.total() / column.values()),
                        judged));
    }

    static Judgement judge(ColumnCounts column, Matched matched, Detectors detectors) {
        String detector = matched.detector();
        return judge(column, matched, detectors.chance(detector), detectors.isNamed(detector, column.column()));
    }

    /** A pure function of counts and name. @param chance that a number of the right length passes the check */
    static Judgement judge(ColumnCounts column, Matched matched, double chance, boolean named) {
        return new ColumnJudge(column, matched, chance, named).judgement();
    }

    private record Length(long shortest, long longest, long mean) {}

    private record Presented(String object, String column, long values, Length length, List<Judgement> judged) {}

    private double share() {
        return (double) matched.values() / column.values();
    }

    private Judgement judgement() {
        Likelihood usual = of(matched.usual());
        if (column.values() < FEW_VALUES) {
            return told(usual, "too few to judge the column by; the values alone say so");
        }
        if (areNumbers() && chance > LAX && usual != Likelihood.HIGH) {
            return named
                    ? told(Likelihood.MEDIUM, "its name says so, but nearly all numbers of this length would match")
                    : told(Likelihood.LOW, "nearly all numbers of this length would match");
        }
        if (isByChance()) {
            return named
                    ? told(Likelihood.LOW, "its name says so, but no more numbers pass the check than by chance")
                    : told(Likelihood.UNLIKELY, "no more numbers pass the check than by chance");
        }
        if (matched.values() >= FEW_VALUES && matched.spread().count() <= SAME_FEW) {
            return told(
                    usual.atMost(Likelihood.MEDIUM),
                    "but only " + matched.spread().count() + " different, as a placeholder would be");
        }
        return share() >= MOST ? most(usual) : share() >= SOME ? some(usual) : told(usual, "among others");
    }

    /** Whole numbers that pass a check, in a column of numbers: is it more than so many numbers would bring? */
    private boolean isByChance() {
        double among = (double) matched.values() / Math.max(1, column.numeric());
        return chance > 0 && areNumbers() && among < chance + (1 - chance) * MARGIN;
    }

    private boolean areNumbers() {
        return column.numeric() * 2 >= column.values() && matched.whole() * 2 >= matched.values();
    }

    private Judgement most(Likelihood usual) {
        boolean strict = chance > 0 && chance <= STRICT;
        Likelihood verdict = named || strict ? Likelihood.HIGH : usual.atLeast(Likelihood.MEDIUM);
        return told(verdict, named ? "and its name says so" : "nearly all");
    }

    private Judgement some(Likelihood usual) {
        return named ? told(usual.atLeast(Likelihood.MEDIUM), "and its name says so") : told(usual, "beside others");
    }

    private static Likelihood of(Confidence confidence) {
        return switch (confidence) {
            case LOW -> Likelihood.LOW;
            case MEDIUM -> Likelihood.MEDIUM;
            case HIGH -> Likelihood.HIGH;
        };
    }

    private Judgement told(Likelihood verdict, String because) {
        double share = Math.round(share() * 10_000) / 10_000.0;
        String why = String.format(
                Locale.ROOT,
                "%s of %,d values match, %,d different: %s.",
                percent(share()),
                column.values(),
                matched.spread().count(),
                because);
        return new Judgement(
                matched.detector(), matched.values(), share, matched.spread().count(), verdict, why);
    }

    private static String percent(double share) {
        return share > 0 && share < 0.01
                ? String.format(Locale.ROOT, "%.2f %%", share * 100)
                : String.format(Locale.ROOT, "%.0f %%", Math.floor(share * 100));
    }
}
