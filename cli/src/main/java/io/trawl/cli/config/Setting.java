package io.trawl.cli.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting that has a name outside the command line. The names are an interface. */
public enum Setting {
    DATA_DIR("trawl.data_dir"),
    DATABASE_URL("trawl.database.url"),
    DATABASE_USER("trawl.database.user"),
    DEPLOYMENT_MODEL("trawl.deployment_model"),
    THREADS("trawl.worker.in_process_thread_count"),
    /** How long jobs are kept after their end, for example P90D. */
    JOBS_KEEP("trawl.jobs.keep"),
    /** How long after its end a job with failures can be retried. */
    JOBS_RETRYABLE("trawl.jobs.retryable"),
    API_HOST("trawl.api.host"),
    API_PORT("trawl.api.port"),
    API_TOKEN_FILE("trawl.api.token_file"),
    /** Directories under which file sources may be, separated like a class path; all when not set. */
    FILE_ROOTS("trawl.file.roots"),
    API_REQUESTS_PER_SECOND("trawl.api.requests_per_second"),
    API_BURST("trawl.api.burst"),
    /** New jobs that a process accepts while Kafka is away, at most. */
    API_JOBS_AT_STANDSTILL("trawl.api.jobs_at_standstill"),
    /** Jobs of one tenant that may not have ended at a time. */
    JOBS_ALIVE("trawl.jobs.alive_per_tenant"),
    KAFKA_TOPIC_PREFIX("trawl.kafka.topic_prefix"),
    /** {@code host:port,…} */
    KAFKA_BOOTSTRAP_SERVERS("trawl.kafka.bootstrap_servers"),
    /** {@code share} or {@code group}. */
    KAFKA_WORK_CONSUMER("trawl.kafka.work_consumer"),
    /** Packets a worker takes at once, at most; so many slots must be free. */
    KAFKA_WORK_BATCH("trawl.kafka.work_batch"),
    /** Batches a worker takes at the same time, at most; each by a consumer of its own, which the broker counts. */
    KAFKA_WORK_PARALLELISM("trawl.kafka.work_parallelism"),
    /** Of new topics; -1 leaves it to the broker. */
    KAFKA_REPLICATION_FACTOR("trawl.kafka.replication_factor"),
    /** Properties of Kafka's clients, such as those of security. */
    KAFKA_CLIENT_CONFIG("trawl.kafka.client_config"),
    WORKER_POOL("trawl.worker.pool"),
    /** Stable over restarts. */
    WORKER_NAME("trawl.worker.name"),
    /** How long after a worker's last word what it runs is given to another; the same for all processes. */
    WORKER_LEASE("trawl.worker.lease"),
    /** 32 secret bytes, the same for all workers. */
    INSTALLATION_KEY_FILE("trawl.installation_key_file"),
    PROBE_HOST("trawl.probe.host"),
    PROBE_PORT("trawl.probe.port"),
    PIPELINER_THREADS("trawl.pipeliner.threads"),
    /** Copies of the state in other pipeliners. */
    PIPELINER_STANDBYS("trawl.pipeliner.standbys"),
    WEBHOOKS_ALLOW_PRIVATE("trawl.webhooks.allow_private"),
    /** PEM: certificates that receivers may be signed by, besides those the JVM knows. */
    WEBHOOKS_CA_FILE("trawl.webhooks.ca_file"),
    /** {@code text} or {@code json}. */
    LOG_FORMAT("trawl.log.format"),
    ACCESS_REQUIRED("trawl.access.required"),
    OIDC_ISSUER("trawl.oidc.issuer"),
    OIDC_JWKS_URL("trawl.oidc.jwks_url"),
    OIDC_AUDIENCE("trawl.oidc.audience"),
    OIDC_SCOPES_CLAIM("trawl.oidc.scopes_claim"),
    OIDC_SCOPE_PREFIX("trawl.oidc.scope_prefix"),
    OIDC_TENANT_CLAIM("trawl.oidc.tenant_claim"),
    OIDC_CLOCK_SKEW("trawl.oidc.clock_skew"),
    /** Of a collector that spans are sent to. */
    OTEL_ENDPOINT("trawl.otel.endpoint");

    private final String key;

    Setting(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    /** For example {@code TRAWL_DATA_DIR}. */
    public String environment() {
        return key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** Dashes are as good as underscores, and case does not matter. */
    static Optional<Setting> find(String name) {
        String wanted = name.replace('-', '_').toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(wanted))
                .findAny();
    }
}
