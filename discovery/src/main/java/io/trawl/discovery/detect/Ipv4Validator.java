package io.trawl.discovery.detect;

/** Four octets without leading zeros; addresses that name no host, and lookalikes of version numbers, count little. */
final class Ipv4Validator implements Validator {
    @Override
    public Verdict check(String raw) {
        String[] parts = raw.split("\\.", -1);
        int[] octets = new int[4];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = Integer.parseInt(parts[i]);
            if (octets[i] > 255 || (parts[i].length() > 1 && parts[i].startsWith("0"))) {
                return Verdict.REJECTED;
            }
        }
        if (octets[0] == 0) {
            return Verdict.REJECTED;
        }
        boolean noHost = octets[0] == 127 || octets[0] >= 224;
        return Verdict.accepted(raw, noHost || likeVersion(octets) ? Confidence.LOW : Confidence.HIGH);
    }

    private static boolean likeVersion(int[] octets) {
        boolean small = octets[0] < 10 && octets[1] < 10 && octets[2] < 10 && octets[3] < 10;
        boolean same = octets[0] == octets[1] && octets[1] == octets[2] && octets[2] == octets[3];
        return small && !same || octets[0] < 10 && octets[2] == 0 && octets[3] == 0;
    }
}
