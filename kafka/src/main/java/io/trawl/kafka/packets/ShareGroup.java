package io.trawl.kafka.packets;

import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.KafkaUnavailable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** The settings a share group keeps at the broker; a client's own would not do. */
final class ShareGroup {
    private static final long PATIENCE_S = 30;

    private ShareGroup() {}

    /** Before the first read, else what was sent before it would never be seen. */
    static void prepare(KafkaSettings settings, String group) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        List<AlterConfigOp> wanted = List.of(
                new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET));
        try (Admin admin = Admin.create(settings.client(Map.of()))) {
            admin.incrementalAlterConfigs(Map.of(resource, wanted)).all().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw refused(group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(group, e);
        }
    }

    private static KafkaUnavailable refused(String group, Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new KafkaUnavailable(
                "The share group " + group + " cannot be set up ("
                        + cause.getClass().getSimpleName()
                        + "); where the broker has no share groups, set trawl.kafka.work_consumer=group.",
                e);
    }
}
