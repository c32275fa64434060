package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trawl.discovery.content.Limits;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryWorkloadTest {
    private static final SourceSpec GOOD = SourceSpec.of("s", "file", Map.of("root", "/srv"));

    @TempDir
    Path root;

    @Test
    void shouldBeFoundByTheEngine() {
        assertThat(Workloads.installed().find("discovery")).containsInstanceOf(DiscoveryWorkload.class);
    }

    @Test
    void shouldAcceptAGoodJob() {
        assertThatCode(() ->
                        new DiscoveryWorkload().validate(job(Map.of("detectors", List.of("payment", "email")), GOOD)))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldPointAtWhatIsWrong() {
        assertThat(refusal(Map.of(), GOOD, SourceSpec.named("x")).pointer()).isEqualTo("/sources/1");
        assertThat(refusal(Map.of(), SourceSpec.named("x"))).hasMessageContaining("source 'x' is not known");
        assertThat(refusal(Map.of(), SourceSpec.of("x", "ftp", Map.of())).pointer())
                .isEqualTo("/sources/0/connector");
        assertThat(refusal(Map.of(), SourceSpec.of("x", "file", Map.of())).pointer())
                .isEqualTo("/sources/0/options/root");
        assertThat(refusal(Map.of("detecters", List.of()), GOOD).pointer()).isEqualTo("/options/detecters");
        assertThat(refusal(Map.of("detectors", "email"), GOOD).pointer()).isEqualTo("/options/detectors");
        assertThat(refusal(Map.of("detectors", List.of("email", "nonsense")), GOOD)
                        .pointer())
                .isEqualTo("/options/detectors/1");
    }

    @Test
    void shouldSayWhyARootCannotBeRead() throws Exception {
        assertThat(Driver.with(Limits.DEFAULTS).scan(root.resolve("nowhere")).gaps)
                .containsExactly("discover SKIPPED gone s");
    }

    @Test
    void shouldReadTheOneFileWhenTheRootIsAFile() throws Exception {
        Path file = Files.writeString(root.resolve("a.txt"), "jane@example.org");
        assertThat(Driver.with(Limits.DEFAULTS).scan(file).counts()).containsExactly("a.txt||email 1");
    }

    private static InvalidJob refusal(Map<String, Object> options, SourceSpec... sources) {
        return catchThrowableOfType(InvalidJob.class, () -> new DiscoveryWorkload().validate(job(options, sources)));
    }

    private static JobRequest job(Map<String, Object> options, SourceSpec... sources) {
        return new JobRequest(null, "discovery", List.of(sources), options, null, null, null);
    }
}
