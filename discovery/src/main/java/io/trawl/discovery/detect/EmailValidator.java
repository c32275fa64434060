package io.trawl.discovery.detect;

import java.util.Locale;
import java.util.Set;

/** Structure of mailbox and domain. */
final class EmailValidator implements Validator {
    /** Endings of files that are written with an {@code @} in their name ({@code logo@2x.png}), and no domains. */
    private static final Set<String> FILES = Set.of(
            "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "css", "js", "jsx", "ts", "tsx", "json", "html", "xml",
            "java", "txt", "pdf");

    private static final int MAX_LABEL = 63;

    @Override
    public Verdict check(String raw) {
        int at = raw.indexOf('@');
        String mailbox = raw.substring(0, at);
        String domain = raw.substring(at + 1);
        if (mailbox.contains("..") || !domain(domain)) {
            return Verdict.REJECTED;
        }
        String top = domain.substring(domain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (FILES.contains(top)) {
            return Verdict.REJECTED;
        }
        // The user of a code host's ssh address is nobody's mailbox.
        Confidence cap = mailbox.equals("git") ? Confidence.LOW : Confidence.HIGH;
        return Verdict.accepted(raw.toLowerCase(Locale.ROOT), cap);
    }

    private static boolean domain(String domain) {
        String[] labels = domain.split("\\.", -1);
        if (labels.length < 2) {
            return false;
        }
        for (String label : labels) {
            if (label.isEmpty() || label.length() > MAX_LABEL || label.startsWith("-") || label.endsWith("-")) {
                return false;
            }
        }
        String top = labels[labels.length - 1];
        return top.length() >= 2 && (top.startsWith("xn--") || top.chars().allMatch(Character::isLetter));
    }
}
