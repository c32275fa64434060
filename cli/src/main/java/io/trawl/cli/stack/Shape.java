package io.trawl.cli.stack;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;

/**
 * How many of each, and where.
 *
 * @param port of the first orchestrator, the others follow, or of the master; 0 takes any free ones
 * @param kafkaPort of the broker; 0 takes any free one
 * @param sites of a federation: the first is what the other numbers say, the others are SINGLE_PROCESS, and from three on
 *     the last one stands behind a master of its own. 0 is no federation
 */
public record Shape(int orchestrators, int pipeliners, int workers, int port, int kafkaPort, int sites) {
    public static final int MAX_EACH = 20;
    public static final Shape DEFAULT = new Shape(2, 1, 3, 8080, 9092);
    /** The smallest that has every role: a federation has more processes than enough. */
    public static final Shape SITE = new Shape(1, 1, 1, 8080, 9092);

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
        if (sites < 0 || sites > MAX_EACH) {
            throw outside("--federated", sites, 1);
        }
    }

    /** Without a federation. */
    public Shape(int orchestrators, int pipeliners, int workers, int port, int kafkaPort) {
        this(orchestrators, pipeliners, workers, port, kafkaPort, 0);
    }

    private static Refusal outside(String option, int value, int min) {
        return new Refusal(
                ExitCode.USAGE,
                "'" + option + "' must be a number from " + min + " to " + MAX_EACH + ", got " + value + ".");
    }
}
