package io.trawl.orchestrator.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a caller may do, within its tenant. Only {@link #ADMIN} implies others. */
public enum Scope {
    /** See jobs, receipts, gaps, results, tasks and sources. */
    READ,
    /** Start jobs. */
    SUBMIT,
    /** Cancel, pause, resume and retry jobs; test sources; read metrics. */
    OPERATE,
    /** Tokens, the audit trail, adding, changing and removing sources; and all of the above. */
    ADMIN,
    /** The protocol of workers, and nothing else: not implied by {@link #ADMIN}, since a person is no worker. */
    WORKER;

    /** As it stands in tokens, settings and documents. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for what is no scope; upper case is none. */
    public static Optional<Scope> of(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text().equals(text))
                .findAny();
    }

    /** With all that they imply. */
    static Set<Scope> implied(Collection<Scope> given) {
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(given);
        if (scopes.contains(ADMIN)) {
            scopes.addAll(EnumSet.of(READ, SUBMIT, OPERATE));
        }
        return scopes;
    }
}
