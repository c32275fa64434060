package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.RetryPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent as a cursor, no listing answers it with a defect. */
class HostileCursorsTest {
    private static final HikariDataSource POOL = EmbeddedDatabase.create();
    private static final PostgresLedger LEDGER =
            new PostgresLedger(POOL, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(10), new SplittableRandom(1));
    private static final UUID JOB = UUID.randomUUID();

    @AfterAll
    static void close() {
        POOL.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "j",
                "\0",
                "j\u0001\0\u0001\0",
                "j\u00011\u0001not-a-uuid",
                "j\u0001-1\u000100000000-0000-0000-0000-000000000000",
                "j\u00019223372036854775807\u000100000000-0000-0000-0000-000000000000",
                "g\u000199999999999\u0001a\u00011",
                "g\u0001-1\u0001a\u00011",
                "g\u00011\u0001a\0b\u00011",
                "g\u00011\u0001a\u0001x",
                "r\u0001a\0\u0001b\u0001c",
                "r\u0001a\u0001b",
                "t\u0001-5",
                "t\u000199999999999999999999",
                "t\u00011\u00012"
            })
    void shouldRefuseAForgedCursor(String forged) {
        String text = Base64.getUrlEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));

        refused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "=", "a", "\0", "ä", "%00", "AAAA\n"})
    void shouldRefuseWhatIsNoCursorAtAll(String text) {
        refused(text);
    }

    private static void refused(String cursor) {
        JobFilter all = JobFilter.of(List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> LEDGER.jobs("default", all, cursor, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> LEDGER.tasks("default", JOB, null, cursor, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> LEDGER.gaps("default", JOB, cursor, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LEDGER.resultParts("default", JOB, null, null, cursor, 10));
    }

    @Test
    void shouldTakeWhatItCouldHaveGiven() {
        String first = Cursor.of("r", "a", "finding", "k\u0002é𝄞").text();

        assertThat(LEDGER.resultParts("default", JOB, null, null, first, 10).items())
                .isEmpty();
        assertThat(LEDGER.tasks(
                                "default",
                                JOB,
                                null,
                                Cursor.of("t", Long.MAX_VALUE).text(),
                                10)
                        .items())
                .isEmpty();
    }
}
