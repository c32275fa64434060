package io.trawl.schemas;

/**
 * How fast work goes.
 *
 * @param recent over the last 30 seconds, or since the start if that is later
 * @param steady over the last 5 minutes, or since the start if that is later
 */
public record Throughput(Pace recent, Pace steady) {
    /**
     * Rates over some time.
     *
     * @param recordsPerS records that got an outcome, per second
     * @param tasksPerS tasks that were done, per second
     */
    public record Pace(double recordsPerS, double tasksPerS) {
        public static final Pace NONE = new Pace(0, 0);

        public Pace {
            Checks.rate(recordsPerS, "records_per_s");
            Checks.rate(tasksPerS, "tasks_per_s");
        }
    }

    public Throughput {
        Checks.present(recent, "recent");
        Checks.present(steady, "steady");
    }
}
