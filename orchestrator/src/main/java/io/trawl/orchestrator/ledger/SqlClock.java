package io.trawl.orchestrator.ledger;

/**
 * How statements ask for the time. It is rendered into their text, so that a clock for tests costs production nothing.
 *
 * @param now of the statement: one value for all rows, and an index may be searched with it
 * @param clock of the very moment, for leases: a statement that waited for a lock must not judge by a time gone by
 */
record SqlClock(String now, String clock) {
    static final SqlClock SERVER = new SqlClock("statement_timestamp()", "clock_timestamp()");
}
