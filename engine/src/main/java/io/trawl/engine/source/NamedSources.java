package io.trawl.engine.source;

import io.trawl.engine.ledger.SourceLedger;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts what is registered in the place of references, once, at submission: later edits change no job that runs. */
public final class NamedSources {
    private NamedSources() {}

    /** @throws InvalidJob for a reference to nothing, and for a definition in place under a registered name */
    public static JobRequest resolve(SourceLedger ledger, String tenant, JobRequest request) throws InvalidJob {
        List<String> ids = request.sources().stream().map(SourceSpec::id).toList();
        Map<String, NamedSource> registered = ledger.registered(tenant, ids);
        List<SourceSpec> resolved = new ArrayList<>();
        for (int i = 0; i < request.sources().size(); i++) {
            SourceSpec spec = request.sources().get(i);
            resolved.add(resolve(registered.get(spec.id()), spec, "/sources/" + i));
        }
        return request.over(resolved);
    }

    private static SourceSpec resolve(@Nullable NamedSource known, SourceSpec spec, String at) throws InvalidJob {
        if (spec.connector() != null) {
            if (known != null) {
                throw new InvalidJob(
                        at + "/id",
                        "A source of this id is registered; refer to it by its id alone, or define yours under another.");
            }
            LiteralSecrets.refuse(spec.options(), at + "/options");
            return spec;
        }
        if (known == null) {
            throw new InvalidJob(
                    at,
                    "The source '" + spec.id()
                            + "' is not known here; register it, or define it in place with connector and options.");
        }
        if (!spec.equals(SourceSpec.named(spec.id()))) {
            throw new InvalidJob(
                    at,
                    "The source '" + spec.id()
                            + "' is taken as it is registered; leave options, budget, credential and pool out.");
        }
        return known.spec();
    }
}
