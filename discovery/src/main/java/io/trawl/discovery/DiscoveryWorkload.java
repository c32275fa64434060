package io.trawl.discovery;

import io.trawl.discovery.column.ColumnCounts;
import io.trawl.discovery.column.ColumnJudge;
import io.trawl.discovery.content.Limits;
import io.trawl.discovery.detect.Detectors;
import io.trawl.discovery.file.FileConnector;
import io.trawl.discovery.finding.Finding;
import io.trawl.discovery.finding.TokenKey;
import io.trawl.discovery.jdbc.DatabaseConnector;
import io.trawl.discovery.source.Connector;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.TaskContext;
import io.trawl.engine.workload.Workload;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds sensitive data: discover lists what a source holds, inspect looks at each object and cuts it into slices,
 * classify scans them. Results are of the kinds {@code finding} and {@code column}.
 */
public final class DiscoveryWorkload implements Workload {
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final BatchPolicy ONE_BY_ONE = new BatchPolicy(1, 1, Duration.ZERO);
    /** Heads only: what an object weighs hardly matters. */
    private static final BatchPolicy OBJECTS = new BatchPolicy(500, 4L << 30, LINGER);
    /** A few seconds of one core. */
    private static final BatchPolicy SLICES = new BatchPolicy(500, 64L << 20, LINGER);

    private final Map<String, Connector> connectors = new LinkedHashMap<>();
    private final Limits limits;

    public DiscoveryWorkload() {
        this(Limits.DEFAULTS);
    }

    DiscoveryWorkload(Limits limits) {
        this.limits = limits;
        Connector file = new FileConnector();
        connectors.put(file.name(), file);
        DatabaseConnector.all(limits.sliceBytes()).forEach(database -> connectors.put(database.name(), database));
    }

    @Override
    public String name() {
        return "discovery";
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                new DiscoveryPhase("discover", ONE_BY_ONE, context -> new DiscoverHandler(source(context))),
                new DiscoveryPhase("inspect", OBJECTS, context -> new InspectHandler(source(context), limits)),
                new DiscoveryPhase("classify", SLICES, this::classify));
    }

    @Override
    public void validate(JobRequest request) throws InvalidJob {
        JobOptions.of(request.options()).from(Catalogue.ALL);
        for (int i = 0; i < request.sources().size(); i++) {
            SourceSpec spec = request.sources().get(i);
            String at = "/sources/" + i;
            connector(spec, at).validate(spec, at);
        }
    }

    @Override
    public Map<String, Connector> connectors() {
        return Collections.unmodifiableMap(connectors);
    }

    @Override
    public String merge(String kind, String left, String right) {
        return kind.equals(ColumnCounts.KIND) ? ColumnCounts.merge(left, right) : Finding.merge(left, right);
    }

    @Override
    public String present(String kind, String merged) {
        return kind.equals(ColumnCounts.KIND) ? ColumnJudge.present(merged, Catalogue.ALL) : Finding.present(merged);
    }

    private PhaseHandler classify(TaskContext context) throws InvalidJob {
        Detectors wanted = JobOptions.of(context.options()).from(Catalogue.ALL);
        TokenKey key = new TokenKey(context.installationKey());
        return new ClassifyHandler(source(context), limits, wanted, Catalogue.ALL, key);
    }

    private SourceHandle source(TaskContext context) throws InvalidJob {
        return new SourceHandle(connector(context.source(), ""), context.source(), context.access());
    }

    private Connector connector(SourceSpec spec, String at) throws InvalidJob {
        if (spec.connector() == null) {
            throw new InvalidJob(
                    at,
                    "The source '" + spec.id()
                            + "' is not known here; register it, or define it in place with connector and options.");
        }
        Connector connector = connectors.get(spec.connector());
        if (connector == null) {
            throw new InvalidJob(
                    at + "/connector",
                    "There is no connector '" + spec.connector() + "'; choose from "
                            + String.join(", ", connectors.keySet()) + ".");
        }
        return connector;
    }

    /** Compiled once, when first needed. */
    private static final class Catalogue {
        static final Detectors ALL = Detectors.fromCatalogue();
    }
}
