package io.trawl.schemas;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell of a job's end.
 *
 * @param url https, or http to this very machine; at most 2,000 characters, without user information or fragment
 * @param secretRef where the key of the signature is found, {@code env:NAME} or {@code file:PATH}; never the key itself.
 *     Null signs nothing
 */
public record Webhook(String url, @Nullable String secretRef) {
    public static final int MAX_URL_LENGTH = 2_000;

    public Webhook {
        if (url == null) {
            throw new InvalidField("url", "is missing; name whom to tell");
        }
        if (url.length() > MAX_URL_LENGTH || !acceptable(url)) {
            throw new InvalidField(
                    "url",
                    "must be an https address of at most " + MAX_URL_LENGTH
                            + " characters, without user name and fragment (http only to a loopback address)");
        }
        if (secretRef != null) {
            Checks.id(secretRef, "secret_ref");
            if (!secretRef.startsWith("env:") && !secretRef.startsWith("file:")) {
                throw new InvalidField("secret_ref", "must be a reference; write env:NAME or file:PATH");
            }
        }
    }

    /** Where it goes, without what may be a secret of the receiver's: paths and queries often are. */
    public String target() {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** Only what the text says; what a name stands for is asked at delivery. */
    private static boolean acceptable(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return uri.getHost() != null
                    && (scheme.equals("https") || (scheme.equals("http") && loopback(uri.getHost())))
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** A name other than localhost is not taken to be loopback: it may stand for something else tomorrow. */
    public static boolean loopback(String host) {
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (name.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(name).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "Webhook[" + target() + "]";
    }
}
