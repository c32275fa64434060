package io.trawl.discovery.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.source.Cell;
import io.trawl.discovery.source.Rows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DepositTest {
    private static final int PAGE = 2_000;

    private final PaidRows paid = new PaidRows();
    private final Deposit deposit = new Deposit(paid, PAGE);

    @Test
    void shouldPayForEveryRowBeforeItIsRead() {
        long read = 0;
        for (int page = 0; page < 20; page++) {
            int allowed = deposit.pay();
            read += allowed;
            assertThat(paid.rows).isGreaterThanOrEqualTo(read);
            deposit.took(allowed, 10L * allowed);
        }
        assertThat(read).isGreaterThan(10 * PAGE);
    }

    @Test
    void shouldLeaveWhatWasNotReadForTheNextPage() {
        int first = deposit.pay();
        deposit.took(first - 100, 1_000);
        int second = deposit.pay();
        assertThat(second).isEqualTo(first);
        assertThat(paid.rows).isEqualTo(2L * first - 100);
    }

    @Test
    void shouldLoseLittleOfASmallTable() {
        deposit.pay();
        deposit.took(3, 30);
        assertThat(paid.rows).isLessThanOrEqualTo(PAGE / 8);
    }

    @Test
    void shouldPayForBytesBeyondThoseOfThePageBefore() {
        deposit.took(deposit.pay(), 1_000);
        assertThat(paid.bytes).isEqualTo(1_000);
        int rows = deposit.pay();
        assertThat(paid.bytes).isEqualTo(2_000);
        deposit.took(rows, 1_500);
        assertThat(paid.bytes).isEqualTo(2_500);
    }

    /** Counts what is paid; nothing else is told to it here. */
    private static final class PaidRows implements Rows {
        private long bytes;
        private long rows;

        @Override
        public void pay(long moreBytes, long moreRows) {
            bytes += moreBytes;
            rows += moreRows;
        }

        @Override
        public @Nullable String cell(String column, @Nullable Cell value, long row) {
            throw new AssertionError();
        }

        @Override
        public void left(String column, String reason) {
            throw new AssertionError();
        }

        @Override
        public void reached(String cursor) {
            throw new AssertionError();
        }

        @Override
        public void took(long millis, long read) {
            throw new AssertionError();
        }

        @Override
        public void read(long more) {
            throw new AssertionError();
        }

        @Override
        public void busy() {
            throw new AssertionError();
        }

        @Override
        public boolean stopped() {
            return false;
        }
    }
}
