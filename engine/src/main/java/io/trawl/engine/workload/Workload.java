package io.trawl.engine.workload;

import io.trawl.schemas.JobRequest;
import java.util.List;
import java.util.Map;

/**
 * A named, ordered list of phases and a pure merge of their results. Found by {@link java.util.ServiceLoader}; an
 * implementation has a public no-argument constructor, is stateless and safe for use by many threads.
 *
 * <p>{@code WordCountWorkload} in the engine's tests is the worked example.
 */
public interface Workload {
    /** Unique, lower case, for example {@code discovery}. */
    String name();

    /** In order; phase 0 gets one record per source, its root, named by the source's id and with an empty body. */
    List<Phase> phases();

    /**
     * Refuses a job before anything of it is stored. Pure and quick: no source is opened.
     *
     * @throws InvalidJob naming the field, the reason and the remedy
     */
    void validate(JobRequest request) throws InvalidJob;

    /** The kinds of sources this workload reads, by connector; workloads that share a kind agree on it. */
    default Map<String, ? extends SourceChecker> connectors() {
        return Map.of();
    }

    /**
     * Folds two bodies of results of the same job, source, kind and key. Commutative and associative, so that any
     * slicing and any order give the same result.
     */
    String merge(String kind, String left, String right);

    /**
     * Makes a result as folded presentable: what {@code merge} needed to keep for exactness may go. The default keeps
     * everything.
     */
    default String present(String kind, String merged) {
        return merged;
    }
}
