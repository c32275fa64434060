package io.trawl.orchestrator.ledger;

/**
 * Where the jobs are that announcements and schedules are about: in the ledger, or in the tables of a master, which have
 * {@code webhook} and {@code webhook_delivery} of the same shape, and show {@code scheduled_job} and {@code scheduled_key}.
 */
public record JobSchema(String name) {
    public static final JobSchema LEDGER = new JobSchema("trawl");

    /** A statement about the ledger's announcements as one about those here. */
    String announcements(String sql) {
        return sql.replace(LEDGER.name + ".", name + ".");
    }

    /** A statement about schedules and the ledger's jobs as one about schedules and the jobs here. */
    String schedules(String sql) {
        return equals(LEDGER)
                ? sql
                : sql.replace("trawl.job ", name + ".scheduled_job ")
                        .replace("trawl.idempotency ", name + ".scheduled_key ");
    }
}
