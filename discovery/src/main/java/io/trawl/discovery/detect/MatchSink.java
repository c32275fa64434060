package io.trawl.discovery.detect;

/** Takes the matches of one scan, in rising order of start, then detector id. */
@FunctionalInterface
public interface MatchSink {
    void accept(Match match);
}
