package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Rows;

/**
 * Pays for rows before they are read: a page takes no more than was paid for, and what it leaves is there for the next.
 * It begins with few, since what a small table leaves is lost. How long rows are nobody knows before: bytes are paid for
 * as many as the page before had, and the rest at once when it was more.
 */
final class Deposit {
    private static final int FIRST_ROWS = 250;

    private final Rows rows;
    private final int pageRows;
    private int wanted;
    private long rowsLeft;
    private long bytesLeft;
    private long bytesBefore;

    Deposit(Rows rows, int pageRows) {
        this.rows = rows;
        this.pageRows = pageRows;
        this.wanted = Math.min(FIRST_ROWS, pageRows);
    }

    /** @return how many rows may be read now */
    int pay() {
        long moreRows = Math.max(0, wanted - rowsLeft);
        long moreBytes = Math.max(0, bytesBefore - bytesLeft);
        if (moreRows > 0 || moreBytes > 0) {
            rows.pay(moreBytes, moreRows);
        }
        rowsLeft += moreRows;
        bytesLeft += moreBytes;
        return (int) rowsLeft;
    }

    /** So much was read of what was paid for. */
    void took(int readRows, long readBytes) {
        rowsLeft -= readRows;
        bytesLeft -= readBytes;
        bytesBefore = readBytes;
        if (bytesLeft < 0) {
            rows.pay(-bytesLeft, 0);
            bytesLeft = 0;
        }
        if (rowsLeft == 0) {
            wanted = Math.min(pageRows, 2 * wanted);
        }
    }
}
