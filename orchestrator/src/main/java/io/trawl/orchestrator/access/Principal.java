package io.trawl.orchestrator.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who calls.
 *
 * @param name for the audit trail: {@code local}, {@code installation}, {@code token:ID} or {@code oidc:SUBJECT}
 * @param tenant whose jobs, sources and tokens the caller sees; those of others do not exist for it
 * @param scopes as given, without what they imply
 */
public record Principal(String name, String tenant, Set<Scope> scopes) {
    public static final int MAX_NAME = 200;

    public Principal {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("A caller's name has 1 to " + MAX_NAME + " characters.");
        }
        if (tenant.isBlank()) {
            throw new IllegalArgumentException("A caller belongs to a tenant.");
        }
        scopes = Set.copyOf(scopes);
    }

    /** Whoever is on this machine, while no access control is on. */
    public static Principal local(String tenant) {
        return new Principal("local", tenant, EnumSet.allOf(Scope.class));
    }

    /** Whoever presents the one token that the installation was started with. */
    public static Principal installation(String tenant) {
        return new Principal("installation", tenant, EnumSet.allOf(Scope.class));
    }

    public boolean may(Scope scope) {
        return Scope.implied(scopes).contains(scope);
    }

    /** Nobody gives away more than they have. */
    public boolean mayGive(Collection<Scope> given) {
        return given.stream().allMatch(this::may);
    }
}
