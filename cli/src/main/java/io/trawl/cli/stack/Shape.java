package io.trawl.cli.stack;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;

/**
 * How many of each, and where.
 *
 * @param port of the first orchestrator, the others follow; 0 takes any free ones
 * @param kafkaPort of the broker; 0 takes any free one
 */
public record Shape(int orchestrators, int pipeliners, int workers, int port, int kafkaPort) {
    public static final int MAX_EACH = 20;
    public static final Shape DEFAULT = new Shape(2, 1, 3, 8080, 9092);

    public Shape {
        if (orchestrators < 1 || orchestrators > MAX_EACH) {
            throw outside("--orchestrators", orchestrators, 1);
        }
        if (pipeliners < 0 || pipeliners > MAX_EACH) {
            throw outside("--pipeliners", pipeliners, 0);
        }
        if (workers < 0 || workers > MAX_EACH) {
            throw outside("--workers", workers, 0);
        }
    }

    private static Refusal outside(String option, int value, int min) {
        return new Refusal(
                ExitCode.USAGE,
                "'" + option + "' must be a number from " + min + " to " + MAX_EACH + ", got " + value + ".");
    }
}
