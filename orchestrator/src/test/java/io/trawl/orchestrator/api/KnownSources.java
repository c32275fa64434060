package io.trawl.orchestrator.api;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.source.Sources;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.SourceCheck;
import io.trawl.engine.workload.SourceChecker;
import io.trawl.engine.workload.Workload;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sources in memory, of a connector that wants a root and reaches none but /here. */
final class KnownSources {
    private KnownSources() {}

    static Sources none() {
        InMemoryLedger ledger = new InMemoryLedger(
                new VirtualClock(), Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(30), new Random(1));
        return new Sources(ledger, new Workloads(List.of(new Shelves())), SourceAccess.NONE);
    }

    private static final class Shelves implements Workload, SourceChecker {
        @Override
        public String name() {
            return "shelves";
        }

        @Override
        public List<Phase> phases() {
            return List.of();
        }

        @Override
        public void validate(JobRequest request) {}

        @Override
        public Map<String, SourceChecker> connectors() {
            return Map.of("shelf", this);
        }

        @Override
        public String merge(String kind, String left, String right) {
            return left;
        }

        @Override
        public void validate(SourceSpec source, String pointer) throws InvalidJob {
            if (!source.options().containsKey("root")) {
                throw new InvalidJob(pointer + "/options/root", "A shelf needs its root.");
            }
        }

        @Override
        public SourceCheck test(SourceSpec source, SourceAccess access) {
            return "/here".equals(source.options().get("root"))
                    ? SourceCheck.fine("It is here.")
                    : new SourceCheck(SourceCheck.Trouble.UNREACHABLE, "Nobody answers there.");
        }
    }
}
