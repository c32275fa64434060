package io.trawl.engine.source;

import io.trawl.engine.ledger.SourceLedger;
import io.trawl.engine.ledger.SourceLedger.SourceChange;
import io.trawl.engine.ledger.SourceLedger.SourceFilter;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.SourceCheck;
import io.trawl.engine.workload.SourceChecker;
import io.trawl.engine.workload.Workload;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import io.trawl.schemas.SourceReport;
import io.trawl.schemas.SourceSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Registered sources as users see them. Safe for use by many threads. */
public final class Sources {
    private final SourceLedger ledger;
    private final Map<String, SourceChecker> checkers = new LinkedHashMap<>();
    private final SourceAccess access;
    private final @Nullable BiPredicate<String, String> sites;

    /** @param access what a test may use to open a source */
    public Sources(SourceLedger ledger, Workloads workloads, SourceAccess access) {
        this(ledger, workloads, access, null);
    }

    private Sources(
            SourceLedger ledger,
            Workloads workloads,
            SourceAccess access,
            @Nullable BiPredicate<String, String> sites) {
        this.ledger = ledger;
        this.access = access;
        this.sites = sites;
        for (String name : workloads.names()) {
            workloads.find(name).map(Workload::connectors).orElse(Map.of()).forEach(checkers::putIfAbsent);
        }
    }

    /**
     * Of a master, which knows of a source its name, its kind and its site alone.
     *
     * @param sites whether a tenant has a site of that id
     */
    public static Sources ofSites(
            SourceLedger ledger, Workloads workloads, SourceAccess access, BiPredicate<String, String> sites) {
        return new Sources(ledger, workloads, access, sites);
    }

    /** @throws InvalidJob naming the field, the reason and the remedy; nothing is stored */
    public NamedSource add(String tenant, NamedSource source) throws InvalidJob, SourceExists {
        validate(tenant, source);
        return ledger.add(tenant, source).orElseThrow(SourceExists::new);
    }

    public NamedSource get(String tenant, String id) throws SourceNotFound {
        return ledger.source(tenant, id).orElseThrow(SourceNotFound::new);
    }

    public Page<NamedSource> list(String tenant, SourceFilter filter, @Nullable String cursor, int limit) {
        return ledger.sources(tenant, filter, cursor, limit);
    }

    public NamedSource replace(String tenant, NamedSource source, long version)
            throws InvalidJob, SourceNotFound, StaleSource {
        validate(tenant, source);
        SourceChange change = ledger.replace(tenant, source, version);
        requireChanged(change);
        return change.now() == null ? source : change.now();
    }

    public void remove(String tenant, String id, long version) throws SourceNotFound, StaleSource {
        SourceChange change = ledger.remove(tenant, id, version);
        if (!change.changed()) {
            requireChanged(change);
        }
    }

    private static void requireChanged(SourceChange change) throws SourceNotFound, StaleSource {
        if (change.now() == null) {
            throw new SourceNotFound();
        }
        if (!change.changed()) {
            throw new StaleSource();
        }
    }

    /** Opens the source from this process, with what this process may use. */
    public SourceReport test(String tenant, String id) throws SourceNotFound {
        NamedSource source = get(tenant, id);
        if (sites != null) {
            return new SourceReport(
                    false, "elsewhere", "The source is at the site '" + source.site() + "'; test it there.");
        }
        SourceSpec spec = source.spec();
        SourceCheck check;
        try {
            check = checker(spec).test(spec, access);
        } catch (InvalidJob e) {
            check = new SourceCheck(SourceCheck.Trouble.UNSUITABLE, String.valueOf(e.getMessage()));
        }
        return new SourceReport(check.ok(), check.trouble().name().toLowerCase(Locale.ROOT), check.sentence());
    }

    private void validate(String tenant, NamedSource source) throws InvalidJob {
        SourceSpec spec = source.spec();
        PathId.require(spec.id());
        if (sites != null) {
            requireReference(tenant, source, sites);
            return;
        }
        LiteralSecrets.refuse(spec.options(), "/options");
        checker(spec).validate(spec, "");
    }

    private static void requireReference(String tenant, NamedSource source, BiPredicate<String, String> sites)
            throws InvalidJob {
        if (source.site() == null) {
            throw new InvalidJob("/site", "A master reads nothing itself; name the site that the source is at.");
        }
        if (!sites.test(tenant, source.site())) {
            throw new InvalidJob(
                    "/site",
                    "There is no site '" + source.site() + "'; register it with `trawl sites add`, or name another.");
        }
        boolean defined = !source.options().isEmpty()
                || source.credential() != null
                || source.budget() != null
                || source.pool() != null;
        if (defined) {
            throw new InvalidJob(
                    "/options",
                    "How a source is reached is known at its site alone; leave options, credential, budget and pool out.");
        }
    }

    private SourceChecker checker(SourceSpec spec) throws InvalidJob {
        SourceChecker checker = checkers.get(spec.connector());
        if (checker == null) {
            throw new InvalidJob(
                    "/connector",
                    "There is no such connector; choose from " + String.join(", ", checkers.keySet()) + ".");
        }
        return checker;
    }
}
