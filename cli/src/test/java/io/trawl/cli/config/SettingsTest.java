package io.trawl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.cli.exit.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path directory;

    private Settings file(String text, Map<String, String> environment) throws IOException {
        return Settings.load(Files.writeString(directory.resolve("trawl.properties"), text), environment);
    }

    @Test
    void shouldKeepTheNamesOfItsSettings() {
        assertThat(Arrays.stream(Setting.values()).map(s -> s.key() + " " + s.environment()))
                .containsExactly(
                        "trawl.data_dir TRAWL_DATA_DIR",
                        "trawl.database.url TRAWL_DATABASE_URL",
                        "trawl.database.user TRAWL_DATABASE_USER",
                        "trawl.deployment_model TRAWL_DEPLOYMENT_MODEL",
                        "trawl.worker.in_process_thread_count TRAWL_WORKER_IN_PROCESS_THREAD_COUNT",
                        "trawl.jobs.keep TRAWL_JOBS_KEEP",
                        "trawl.jobs.retryable TRAWL_JOBS_RETRYABLE",
                        "trawl.api.host TRAWL_API_HOST",
                        "trawl.api.port TRAWL_API_PORT",
                        "trawl.api.token_file TRAWL_API_TOKEN_FILE",
                        "trawl.file.roots TRAWL_FILE_ROOTS",
                        "trawl.api.requests_per_second TRAWL_API_REQUESTS_PER_SECOND",
                        "trawl.api.burst TRAWL_API_BURST",
                        "trawl.api.jobs_at_standstill TRAWL_API_JOBS_AT_STANDSTILL",
                        "trawl.jobs.alive_per_tenant TRAWL_JOBS_ALIVE_PER_TENANT",
                        "trawl.kafka.topic_prefix TRAWL_KAFKA_TOPIC_PREFIX",
                        "trawl.kafka.bootstrap_servers TRAWL_KAFKA_BOOTSTRAP_SERVERS",
                        "trawl.kafka.work_consumer TRAWL_KAFKA_WORK_CONSUMER",
                        "trawl.kafka.work_batch TRAWL_KAFKA_WORK_BATCH",
                        "trawl.kafka.work_parallelism TRAWL_KAFKA_WORK_PARALLELISM",
                        "trawl.kafka.replication_factor TRAWL_KAFKA_REPLICATION_FACTOR",
                        "trawl.kafka.client_config TRAWL_KAFKA_CLIENT_CONFIG",
                        "trawl.worker.pool TRAWL_WORKER_POOL",
                        "trawl.worker.name TRAWL_WORKER_NAME",
                        "trawl.worker.lease TRAWL_WORKER_LEASE",
                        "trawl.installation_key_file TRAWL_INSTALLATION_KEY_FILE",
                        "trawl.probe.host TRAWL_PROBE_HOST",
                        "trawl.probe.port TRAWL_PROBE_PORT",
                        "trawl.pipeliner.threads TRAWL_PIPELINER_THREADS",
                        "trawl.pipeliner.standbys TRAWL_PIPELINER_STANDBYS",
                        "trawl.webhooks.allow_private TRAWL_WEBHOOKS_ALLOW_PRIVATE",
                        "trawl.webhooks.ca_file TRAWL_WEBHOOKS_CA_FILE",
                        "trawl.log.format TRAWL_LOG_FORMAT",
                        "trawl.access.required TRAWL_ACCESS_REQUIRED",
                        "trawl.oidc.issuer TRAWL_OIDC_ISSUER",
                        "trawl.oidc.jwks_url TRAWL_OIDC_JWKS_URL",
                        "trawl.oidc.audience TRAWL_OIDC_AUDIENCE",
                        "trawl.oidc.scopes_claim TRAWL_OIDC_SCOPES_CLAIM",
                        "trawl.oidc.scope_prefix TRAWL_OIDC_SCOPE_PREFIX",
                        "trawl.oidc.tenant_claim TRAWL_OIDC_TENANT_CLAIM",
                        "trawl.oidc.clock_skew TRAWL_OIDC_CLOCK_SKEW",
                        "trawl.otel.endpoint TRAWL_OTEL_ENDPOINT");
    }

    @Test
    void shouldBindUnderscoresAndDashesAlike() throws IOException {
        assertThat(file("trawl.worker.in_process_thread_count=3", Map.of()).number(Setting.THREADS, 1, 10))
                .contains(3);
        assertThat(file("trawl.worker.in-process-thread-count = 4 ", Map.of()).number(Setting.THREADS, 1, 10))
                .contains(4);
        assertThat(file("trawl.deployment-model=single-process", Map.of()).text(Setting.DEPLOYMENT_MODEL))
                .map(DeploymentModel::of)
                .contains(DeploymentModel.SINGLE_PROCESS);
    }

    @Test
    void shouldPreferTheEnvironmentToTheFile() throws IOException {
        Settings settings = file("trawl.data_dir=/from/file", Map.of("TRAWL_DATA_DIR", "/from/environment"));
        assertThat(settings.text(Setting.DATA_DIR)).contains("/from/environment");
        assertThat(file("trawl.data_dir=/from/file", Map.of("TRAWL_DATA_DIR", ""))
                        .text(Setting.DATA_DIR))
                .contains("/from/file");
    }

    @Test
    void shouldRefuseAMisspeltSettingAndNameTheNearest() {
        assertThatThrownBy(() -> file("trawl.worker.in_proces_thread_count=3", Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("There is no setting 'trawl.worker.in_proces_thread_count'")
                .hasMessageEndingWith("did you mean 'trawl.worker.in_process_thread_count'?");
    }

    @Test
    void shouldLeaveTheSettingsOfOthersAlone() throws IOException {
        assertThat(file("spring.main.banner-mode=off", Map.of()).text(Setting.THREADS))
                .isEmpty();
    }

    @Test
    void shouldRefuseNumbersThatAreNone() throws IOException {
        Settings settings = file("trawl.api.port=http", Map.of("TRAWL_WORKER_IN_PROCESS_THREAD_COUNT", "0"));
        assertThatThrownBy(() -> settings.number(Setting.API_PORT, 0, 65_535))
                .hasMessage("'trawl.api.port' must be a number between 0 and 65535, got 'http'.");
        assertThatThrownBy(() -> settings.number(Setting.THREADS, 1, 10)).hasMessageContaining("got '0'");
    }

    @Test
    void shouldRefuseDurationsThatAreNone() throws IOException {
        Duration least = Duration.ofMinutes(1);
        Duration most = Duration.ofDays(10);
        assertThat(file("trawl.jobs.keep=P3D", Map.of()).duration(Setting.JOBS_KEEP, least, most))
                .contains(Duration.ofDays(3));
        for (String wrong : List.of("90", "PT1S", "P11D")) {
            assertThatThrownBy(
                            () -> file("trawl.jobs.keep=" + wrong, Map.of()).duration(Setting.JOBS_KEEP, least, most))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("'trawl.jobs.keep' must be a duration from PT1M to P10D, for example P90D, got '"
                            + wrong + "'.");
        }
    }

    @Test
    void shouldSayWhichModelsThereAreAndWhichOneIsSeveralProcesses() {
        assertThatThrownBy(() -> DeploymentModel.of("cluster"))
                .hasMessageContaining("SINGLE_PROCESS, DISTRIBUTED or FEDERATED");
        DeploymentModel.of("federated").requireServed();
        DeploymentModel.of("single_process").requireServed();
        assertThatThrownBy(() -> DeploymentModel.of("distributed").requireServed())
                .hasMessageContaining("trawl stack up");
    }
}
