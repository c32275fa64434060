package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment that a master gives jobs to. In a request the last four are absent, or ignored.
 *
 * @param id unique per tenant
 * @param url of its API, https, or http to this very machine; at most 2,000 characters, without user name, query and fragment
 * @param credential where the token for its API is found, {@code env:NAME} or {@code file:PATH}; never the token itself.
 *     Null sends none
 * @param tls what the connection is made with beside what this machine trusts; null is nothing
 * @param residency {@link Residency#OPEN} when absent
 * @param state {@link State#ACTIVE} when absent
 * @param labels free keys and values, at most 50
 * @param word what it said last; null before its first word
 * @param version changes with every change of the definition; the entity tag of the HTTP API
 */
public record Site(
        String id,
        String url,
        @Nullable String credential,
        @Nullable Tls tls,
        Residency residency,
        State state,
        Map<String, String> labels,
        @Nullable Word word,
        @Nullable Long version,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {
    private static final int MAX_URL_LENGTH = 2_000;

    /** What may leave the site. */
    public enum Residency {
        /** Counts are kept by the master; masked findings pass through it when somebody asks, and are not kept. */
        @JsonProperty("open")
        OPEN,
        /** Counts alone. */
        @JsonProperty("strict")
        STRICT
    }

    /** What the master gives it. */
    public enum State {
        /** New jobs, too. */
        ACTIVE,
        /** No new job; what it has goes on. */
        CORDONED,
        /** As CORDONED; it is to be taken away when it has nothing left. */
        DRAINING
    }

    /**
     * Files of this machine, in PEM.
     *
     * @param authorities certificates that are trusted; null is what this machine trusts
     * @param certificate of this side, with its chain, for mutual TLS; null shows none
     * @param key of that certificate, PKCS #8 without a passphrase
     */
    public record Tls(
            @Nullable String authorities,
            @Nullable String certificate,
            @Nullable String key) {
        public Tls {
            requireFile(authorities, "tls.authorities");
            requireFile(certificate, "tls.certificate");
            requireFile(key, "tls.key");
        }

        private static void requireFile(@Nullable String reference, String field) {
            if (reference != null && !Checks.id(reference, field).startsWith("file:")) {
                throw new InvalidField(field, "must be a reference to a file; write file:PATH");
            }
        }
    }

    /**
     * What is known of the site.
     *
     * @param installation its id; null before it was ever reached
     * @param epoch of its job store; it grows with each start, and goes back when an old backup was restored
     * @param release its version
     * @param below installations that it is the master of, however far below
     * @param reachable whether it answered when it was asked last
     * @param since when that began
     * @param lastWord when it answered last; null when it never did
     * @param trouble the kind of what is wrong, lower case; null when nothing is
     */
    public record Word(
            @Nullable UUID installation,
            @Nullable Long epoch,
            @Nullable String release,
            List<UUID> below,
            boolean reachable,
            Instant since,
            @Nullable Instant lastWord,
            @Nullable String trouble) {
        public Word {
            below = Checks.list(below, "word.below");
            Checks.present(since, "word.since");
        }
    }

    public Site(
            String id,
            String url,
            @Nullable String credential,
            @Nullable Tls tls,
            @Nullable Residency residency,
            @Nullable State state,
            @Nullable Map<String, String> labels,
            @Nullable Word word,
            @Nullable Long version,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {
        this.id = Checks.id(id, "id");
        this.url = requireUrl(url);
        if (credential != null
                && !Checks.id(credential, "credential").startsWith("env:")
                && !credential.startsWith("file:")) {
            throw new InvalidField("credential", "must be a reference; write env:NAME or file:PATH");
        }
        this.credential = credential;
        this.tls = tls;
        this.residency = residency == null ? Residency.OPEN : residency;
        this.state = state == null ? State.ACTIVE : state;
        Map<String, String> marks = labels == null ? Map.of() : labels;
        Checks.within(marks.size(), 0, JobRequest.MAX_LABELS, "labels");
        marks.forEach((key, value) -> Checks.id(value, "labels." + Checks.id(key, "labels")));
        this.labels = Map.copyOf(marks);
        this.word = word;
        this.version = version;
        this.createdAt = createdAt;
        this.updatedAt = updatedAt;
    }

    private static String requireUrl(@Nullable String url) {
        if (url == null) {
            throw new InvalidField("url", "is missing; name the address of the site's API");
        }
        if (url.length() > MAX_URL_LENGTH || !acceptable(url)) {
            throw new InvalidField(
                    "url",
                    "must be an https address of at most " + MAX_URL_LENGTH
                            + " characters, without user name, query and fragment (http only to a loopback address)");
        }
        return url;
    }

    private static boolean acceptable(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return uri.getHost() != null
                    && (scheme.equals("https") || (scheme.equals("http") && Webhook.loopback(uri.getHost())))
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The same site in another state. */
    public Site in(State next) {
        return new Site(id, url, credential, tls, residency, next, labels, word, version, createdAt, updatedAt);
    }

    /** The same site, and what is known of it. */
    public Site with(@Nullable Word known) {
        return new Site(id, url, credential, tls, residency, state, labels, known, version, createdAt, updatedAt);
    }

    /** The same site as the master keeps it. */
    public Site kept(long newVersion, Instant created, Instant updated) {
        return new Site(id, url, credential, tls, residency, state, labels, word, newVersion, created, updated);
    }
}
