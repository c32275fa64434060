package io.trawl.discovery.jdbc;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One part of a URL. A plus sign is a plus sign. */
final class PercentEncoded {
    private PercentEncoded() {}

    static String decode(String part) throws DatabaseUrl.Refused {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new DatabaseUrl.Refused("has a percent sign that is not followed by two hexadecimal digits");
        }
    }

    static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
