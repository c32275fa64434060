package io.trawl.discovery.detect;

import org.jspecify.annotations.Nullable;

/** Eight groups of RFC 4291, one run of zeros left out, perhaps an IPv4 tail. */
final class Ipv6Validator implements Validator {
    private static final int GROUPS = 8;

    @Override
    public Verdict check(String raw) {
        return address(raw.contains("%") ? raw.substring(0, raw.indexOf('%')) : raw);
    }

    private static Verdict address(String raw) {
        int gap = raw.indexOf("::");
        if (gap >= 0 && raw.indexOf("::", gap + 1) >= 0) {
            return Verdict.REJECTED;
        }
        int[] groups = gap < 0 ? groups(raw, GROUPS) : compressed(raw.substring(0, gap), raw.substring(gap + 2));
        if (groups == null || groups.length != GROUPS) {
            return Verdict.REJECTED;
        }
        boolean unspecified = true;
        for (int group : groups) {
            unspecified &= group == 0;
        }
        if (unspecified) {
            return Verdict.REJECTED;
        }
        return Verdict.accepted(normal(groups), plausible(groups, raw) ? Confidence.HIGH : Confidence.LOW);
    }

    private static int @Nullable [] compressed(String head, String tail) {
        int[] left = head.contains(".") ? null : groups(head, GROUPS - 1);
        int[] right = groups(tail, GROUPS - 1);
        if (left == null || right == null || left.length + right.length >= GROUPS) {
            return null;
        }
        int[] all = new int[GROUPS];
        System.arraycopy(left, 0, all, 0, left.length);
        System.arraycopy(right, 0, all, GROUPS - right.length, right.length);
        return all;
    }

    private static int @Nullable [] groups(String text, int most) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        boolean tail = parts[parts.length - 1].contains(".");
        int[] groups = new int[parts.length + (tail ? 1 : 0)];
        if (groups.length > most) {
            return null;
        }
        for (int i = 0; i < parts.length - (tail ? 1 : 0); i++) {
            if (parts[i].isEmpty() || parts[i].length() > 4 || parts[i].contains(".")) {
                return null;
            }
            groups[i] = Integer.parseInt(parts[i], 16);
        }
        return !tail || dotted(parts[parts.length - 1], groups) ? groups : null;
    }

    private static boolean dotted(String text, int[] groups) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            return false;
        }
        for (int i = 0; i < 4; i++) {
            if (!octets[i].matches("[0-9]{1,3}") || Integer.parseInt(octets[i]) > 255) {
                return false;
            }
            int at = groups.length - 2 + i / 2;
            groups[at] = groups[at] << 8 | Integer.parseInt(octets[i]);
        }
        return true;
    }

    /** Global, unique local, link-local and multicast prefixes; anything else, as {@code a::b} in code, is a guess. */
    private static boolean plausible(int[] groups, String raw) {
        int first = groups[0];
        boolean prefix = first >= 0x2000 && first <= 0x3fff || first >= 0xfc00;
        boolean mapped = raw.contains(".");
        return prefix || mapped;
    }

    private static String normal(int[] groups) {
        StringBuilder text = new StringBuilder();
        for (int group : groups) {
            text.append(text.isEmpty() ? "" : ":").append(Integer.toHexString(group));
        }
        return text.toString();
    }
}
