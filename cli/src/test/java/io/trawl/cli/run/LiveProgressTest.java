package io.trawl.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.JobState;
import io.trawl.schemas.SiteProgress;
import io.trawl.schemas.SiteProgress.Standing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
    private static final String JOB =
            "running · 45,061 of 90,211 objects · 318 findings · 4.2 GB · about 5 min 10 s left";
    private static final String LONDON =
            "london  [#########-----------]  49 %  running · 45,061 of 90,211 objects" + " · 318 findings";
    private static final String TOKYO =
            "tokyo   [#########-----------]  49 %  UNREACHABLE," + " last word 14:02:10 (1 s ago)";

    private final StringWriter err = new StringWriter();

    private LiveProgress progress(boolean terminal) {
        PrintWriter writer = new PrintWriter(err);
        return new LiveProgress(
                new Surroundings(new PrintWriter(new StringWriter()), writer, Map.of(), Path.of("."), terminal, 90),
                () -> 0);
    }

    private static SiteProgress site(String name, Standing standing) {
        return Jobs.site(name, standing, JobState.RUNNING);
    }

    private String written() {
        String text = err.toString().replace("\u001b", "<E>").replace("\r", "<CR>");
        err.getBuffer().setLength(0);
        return text;
    }

    @Test
    void shouldRewriteOneLineOfAJobThatHasNoSites() {
        try (LiveProgress progress = progress(true)) {
            progress.accept(Jobs.status(JobState.RUNNING, Map.of()));
            progress.accept(Jobs.status(JobState.RUNNING, Map.of()));
            assertThat(written()).isEqualTo("<CR>" + JOB + "<E>[K<CR>" + JOB + "<E>[K");
        }
        assertThat(written()).isEqualTo("<CR><E>[K");
    }

    @Test
    void shouldRedrawALineForEachSiteInPlaceAndTakeThemAway() {
        List<SiteProgress> both = List.of(site("london", Standing.FOLLOWED), site("tokyo", Standing.UNREACHABLE));
        try (LiveProgress progress = progress(true)) {
            progress.accept(Jobs.status(JobState.RUNNING, Map.of(), both));
            String block = JOB + "<E>[K\n" + LONDON + "<E>[K\n" + TOKYO + "<E>[K";
            assertThat(written()).isEqualTo("<CR>" + block);
            progress.accept(Jobs.status(JobState.RUNNING, Map.of(), both));
            assertThat(written()).isEqualTo("<E>[2A<CR>" + block);
            progress.accept(Jobs.status(JobState.RUNNING, Map.of(), both.subList(0, 1)));
            assertThat(written()).isEqualTo("<E>[2A<CR>" + JOB + "<E>[K\n" + LONDON + "<E>[K<E>[J");
        }
        assertThat(written()).isEqualTo("<E>[1A<CR><E>[J");
    }

    @Test
    void shouldBeQuietWithoutATerminal() {
        try (LiveProgress progress = progress(false)) {
            progress.accept(Jobs.status(JobState.RUNNING, Map.of(), Jobs.sites()));
        }
        assertThat(written()).isEmpty();
    }
}
