package io.trawl.schemas;

import java.util.List;
import java.util.UUID;

/**
 * Who answers at an address.
 *
 * @param installationId made with the job store, and kept with it
 * @param epoch of the job store, 1 or more: grows with each start
 * @param epochId made anew with each epoch; the same epoch under another id is the store of an old backup
 * @param version of the software
 * @param deploymentModel for example {@code SINGLE_PROCESS}
 * @param capabilities what masters may rely on, for example {@code acknowledge}
 * @param below installations that it is the master of, however far below
 */
public record InstallationView(
        UUID installationId,
        long epoch,
        UUID epochId,
        String version,
        String deploymentModel,
        List<String> capabilities,
        List<UUID> below) {
    /** Keeps a job of a master until the master has acknowledged its end. */
    public static final String ACKNOWLEDGES = "acknowledge";

    /** Takes jobs with a parent, and refuses those that go in a circle. */
    public static final String PARENTS = "parent";

    public static final int MAX_BELOW = 10_000;

    public InstallationView {
        Checks.present(installationId, "installation_id");
        Checks.atLeast(epoch, 1, "epoch");
        Checks.present(epochId, "epoch_id");
        version = Checks.id(version, "version");
        deploymentModel = Checks.id(deploymentModel, "deployment_model");
        capabilities = Checks.list(capabilities, "capabilities");
        below = Checks.atMost(below, MAX_BELOW, "below");
    }
}
