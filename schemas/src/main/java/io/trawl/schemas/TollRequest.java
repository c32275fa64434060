package io.trawl.schemas;

import java.util.UUID;

/**
 * What a worker sends to {@code POST /pay_toll} before it reads of a source that has a rate.
 *
 * @param worker the incarnation
 * @param tenant of the task that reads
 * @param bytes to be read; 0 when none
 * @param rows to be read; 0 when none
 */
public record TollRequest(UUID worker, String tenant, String source, long bytes, long rows) {
    public TollRequest {
        Checks.present(worker, "worker");
        Checks.id(tenant, "tenant");
        Checks.id(source, "source");
        Checks.atLeast(bytes, 0, "bytes");
        Checks.atLeast(rows, 0, "rows");
    }
}
