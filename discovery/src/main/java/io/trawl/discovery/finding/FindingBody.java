package io.trawl.discovery.finding;

import io.trawl.discovery.detect.Confidence;
import io.trawl.schemas.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding as JSON.
 *
 * @param distinct how many different values; a lower bound when {@code distinctAtLeast}
 * @param distinctEstimate about how many, when that is only a lower bound; else null
 */
record FindingBody(
        String object,
        @Nullable String column,
        String detector,
        long count,
        Confidence confidence,
        Counts byConfidence,
        List<Place> places,
        List<String> samples,
        int distinct,
        boolean distinctAtLeast,
        @Nullable Long distinctEstimate,
        List<String> tokens) {
    /** Enough to see whether two findings share values. */
    private static final int PRESENTED_TOKENS = 20;

    static FindingBody of(Finding finding) {
        Distinct distinct = finding.distinct();
        return new FindingBody(
                finding.object(),
                finding.column(),
                finding.detector(),
                finding.counts().total(),
                finding.confidence(),
                finding.counts(),
                finding.places(),
                finding.samples(),
                distinct.tokens().size(),
                distinct.more(),
                distinct.estimate(),
                distinct.tokens());
    }

    Finding finding() {
        return new Finding(
                object, column, detector, byConfidence, places, samples, new Distinct(tokens, distinctAtLeast));
    }

    FindingBody presented() {
        List<String> few = tokens.subList(0, Math.min(PRESENTED_TOKENS, tokens.size()));
        return new FindingBody(
                object,
                column,
                detector,
                count,
                confidence,
                byConfidence,
                places,
                samples,
                distinct,
                distinctAtLeast,
                distinctEstimate,
                few);
    }

    String toJson() {
        return Json.mapper().writeValueAsString(this);
    }

    static FindingBody read(String json) {
        return Json.mapper().readValue(json, FindingBody.class);
    }
}
