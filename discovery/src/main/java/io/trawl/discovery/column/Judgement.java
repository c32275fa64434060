package io.trawl.discovery.column;

/**
 * What a column is taken to be.
 *
 * @param values in which there was a match
 * @param share of them among all values of the column, 0 to 1, to four decimals
 * @param distinct different values among the matches, about
 * @param why one sentence
 */
record Judgement(String detector, long values, double share, long distinct, Likelihood verdict, String why) {}
