package io.trawl.discovery;

import io.trawl.discovery.finding.Finding;

/** A finding on one line. */
final class Found {
    private Found() {}

    static String line(String body) {
        Finding finding = Finding.fromJson(body);
        String column = finding.column() == null ? "" : finding.column();
        return finding.object() + "|" + column + "|" + finding.detector() + " "
                + finding.counts().total();
    }
}
