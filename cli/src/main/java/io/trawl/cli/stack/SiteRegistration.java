package io.trawl.cli.stack;

import io.trawl.cli.remote.HttpSites;
import io.trawl.cli.stack.LocalStack.Member;
import io.trawl.schemas.Page;
import io.trawl.schemas.Site;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sites of a federation known to their masters. It may be said again: what is known stays as it is, with the
 * state that somebody has given it since.
 *
 * @param token to present to the masters; null presents none
 * @param credential where masters find what they present to their sites; null is nowhere
 */
record SiteRegistration(@Nullable String token, @Nullable String credential) {
    void register(Member member) {
        try (HttpSites sites = HttpSites.at(member.master(), token)) {
            Optional<Site> known = sites.list(null, Page.MAX_LIMIT).items().stream()
                    .filter(site -> site.id().equals(member.site()))
                    .findAny();
            Site wanted = wanted(member, known.orElse(null));
            if (known.isEmpty()) {
                sites.add(wanted);
            } else if (!known.get().url().equals(wanted.url())) {
                // The ports are others when somebody has removed the stack's file and kept its data.
                sites.replace(wanted);
            }
        }
    }

    private Site wanted(Member member, @Nullable Site known) {
        return new Site(
                member.site(),
                member.api().toString(),
                credential,
                known == null ? null : known.tls(),
                known == null ? null : known.residency(),
                known == null ? null : known.state(),
                known == null ? null : known.labels(),
                null,
                null,
                null,
                null);
    }
}
