package io.trawl.federation;

import io.trawl.engine.site.ResidencyForbids;
import io.trawl.engine.site.SiteUnreachable;
import io.trawl.federation.Child.Declined;
import io.trawl.federation.Child.NoAnswer;
import io.trawl.schemas.Page;
import io.trawl.schemas.Site;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Listings that are at the sites alone: asked for there at the moment of asking, handed on, and kept nowhere. One site
 * after the other; a page is of one site.
 */
final class PassThrough {
    private static final String SEPARATOR = "\u0001";

    private final SiteTable sites;
    private final Links links;

    PassThrough(SiteTable sites, Links links) {
        this.sites = sites;
        this.links = links;
    }

    /** A page of one site's listing. */
    @FunctionalInterface
    interface Listing<T> {
        Page<T> page(Child child, UUID childJob, @Nullable String cursor) throws NoAnswer, Declined;
    }

    /** Where a listing goes on: a site, and the site's own cursor. */
    private record Place(String site, @Nullable String cursor) {
        String text() {
            String plain = site + SEPARATOR + (cursor == null ? "" : cursor);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        }

        static Place parse(String text) {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int at = plain.indexOf(SEPARATOR);
            if (at < 0) {
                throw new IllegalArgumentException("The cursor is none of this listing; start again without one.");
            }
            String rest = plain.substring(at + 1);
            return new Place(plain.substring(0, at), rest.isEmpty() ? null : rest);
        }
    }

    /** The cursor that begins at the first of the parts. Null when there is none. */
    static @Nullable String begin(List<Part> parts) {
        return parts.isEmpty() ? null : new Place(parts.getFirst().site(), null).text();
    }

    /**
     * @param parts in order of site
     * @throws SiteUnreachable when the site that is next does not answer
     * @throws ResidencyForbids when it lets nothing out
     * @throws IllegalArgumentException for a cursor that no page gave
     */
    <T> Page<T> page(List<Part> parts, @Nullable String cursor, Listing<T> listing) {
        Place from = cursor == null ? null : Place.parse(cursor);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.child() == null || (from != null && part.site().compareTo(from.site()) < 0)) {
                continue;
            }
            Page<T> page = ask(part, from != null && part.site().equals(from.site()) ? from.cursor() : null, listing);
            String next = page.nextCursor() != null
                    ? new Place(part.site(), page.nextCursor()).text()
                    : begin(parts.subList(i + 1, parts.size()));
            if (!page.items().isEmpty() || next == null) {
                return new Page<>(page.items(), next);
            }
        }
        return new Page<>(List.of(), null);
    }

    private <T> Page<T> ask(Part part, @Nullable String cursor, Listing<T> listing) {
        Optional<SiteTable.Kept> site = sites.find(part.tenant(), part.site());
        if (site.isPresent() && site.get().site().residency() == Site.Residency.STRICT) {
            throw new ResidencyForbids(part.site());
        }
        Child child = links.child(part.tenant(), part.site())
                .orElseThrow(() -> new SiteUnreachable(part.site(), "not registered, or its certificates are missing"));
        try {
            return listing.page(child, Objects.requireNonNull(part.child()).id(), cursor);
        } catch (NoAnswer e) {
            throw new SiteUnreachable(part.site(), e.trouble());
        } catch (Declined e) {
            return declined(part, e);
        }
    }

    private static <T> Page<T> declined(Part part, Declined e) {
        switch (e.problem()) {
            case "job-not-found" -> {
                return new Page<>(List.of(), null);
            }
            case HttpChild.RESIDENCY -> throw new ResidencyForbids(part.site());
            case "site-unreachable" -> throw new SiteUnreachable(part.site(), "a site behind it is away");
            case "invalid-parameter" ->
                throw new IllegalArgumentException("The cursor is none of this listing; start again without one.");
            default -> throw new SiteUnreachable(part.site(), e.problem());
        }
    }
}
