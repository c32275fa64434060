package io.trawl.discovery.jdbc;

/** Where a row of PostgreSQL is: block and item. */
record Ctid(long block, int item) {
    private static final int ITEM_BITS = 16;

    static Ctid of(String text) {
        int comma = text.indexOf(',');
        return new Ctid(Long.parseLong(text, 1, comma, 10), Integer.parseInt(text, comma + 1, text.length() - 1, 10));
    }

    String text() {
        return "(" + block + "," + item + ")";
    }

    /** As a number that rises from row to row. */
    long row() {
        return block << ITEM_BITS | item;
    }
}
