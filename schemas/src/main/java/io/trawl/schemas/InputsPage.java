package io.trawl.schemas;

import java.util.List;

/**
 * The answer to {@code POST /get_task_inputs}.
 *
 * @param gone the attempt is not, or no longer, the execution's: stop it
 * @param records at most 1 MiB of bodies, but at least one; empty past the end
 */
public record InputsPage(boolean gone, List<InputRecord> records) {
    public InputsPage {
        records = Checks.list(records, "records");
    }
}
