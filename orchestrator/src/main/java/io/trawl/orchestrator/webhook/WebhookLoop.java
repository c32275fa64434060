package io.trawl.orchestrator.webhook;

import io.trawl.engine.orchestration.Loop;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.workload.CredentialRefused;
import io.trawl.engine.workload.Credentials;
import io.trawl.orchestrator.webhook.WebhookStore.Due;
import io.trawl.schemas.Json;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Makes the calls that are due, several at once. At least once: when this process dies between a call and its record,
 * the call is made again under the same delivery id.
 */
public final class WebhookLoop implements Loop, AutoCloseable {
    /** Names a delivery; the API of this installation takes no request that has it. */
    public static final String DELIVERY_HEADER = "Trawl-Delivery";

    static final int MAX_CALLS_PER_TURN = 16;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int FIRST_FAILURE = 300;
    private static final int GONE = 410;

    private final WebhookStore webhooks;
    private final Credentials credentials;
    private final WebhookPolicy policy;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final JobTraces traces;
    private final Call call;

    /**
     * @param random of pauses; used by many threads
     * @param traces of jobs, for the log
     */
    public WebhookLoop(
            WebhookStore webhooks,
            Credentials credentials,
            WebhookPolicy policy,
            RandomGenerator random,
            InstantSource clock,
            JobTraces traces) {
        this(webhooks, credentials, policy, random, clock, InetAddress::getAllByName, traces);
    }

    WebhookLoop(
            WebhookStore webhooks,
            Credentials credentials,
            WebhookPolicy policy,
            RandomGenerator random,
            InstantSource clock,
            Call.Names names,
            JobTraces traces) {
        this.webhooks = webhooks;
        this.credentials = credentials;
        this.policy = policy;
        this.random = random;
        this.clock = clock;
        this.traces = traces;
        this.call = new Call(policy, names);
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public Duration runOnce() {
        // Twice the patience: an attempt that is still under way is not made a second time beside it.
        List<Due> due = webhooks.claim(MAX_CALLS_PER_TURN, policy.patience().multipliedBy(2));
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(one -> calls.execute(() -> deliver(one)));
        }
        return due.size() == MAX_CALLS_PER_TURN ? Duration.ZERO : IDLE;
    }

    private void deliver(Due due) {
        UUID job = due.event().jobId();
        try (MDC.MDCCloseable _ = MDC.putCloseable("job_id", job.toString());
                MDC.MDCCloseable _ = MDC.putCloseable(
                        "trace", traces.find(job).map(TraceContext::traceId).orElse(null))) {
            attempt(due);
        }
    }

    private void attempt(Due due) {
        Integer status = null;
        try {
            byte[] body = Json.mapper().writeValueAsBytes(due.event());
            status = call.post(URI.create(due.webhook().url()), headers(due, body), body);
            if (status < FIRST_FAILURE && status >= 200) {
                webhooks.delivered(due, status);
            } else {
                failed(due, status, refusal(status));
            }
        } catch (CallFailed e) {
            failed(due, status, e);
        }
    }

    private Map<String, String> headers(Due due, byte[] body) throws CallFailed {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "trawl");
        headers.put(DELIVERY_HEADER, due.event().deliveryId().toString());
        String reference = due.webhook().secretRef();
        if (reference != null) {
            headers.put(Signature.HEADER, Signature.of(secret(reference), clock.instant(), body));
        }
        return headers;
    }

    private String secret(String reference) throws CallFailed {
        try {
            return credentials.resolve(reference).reveal();
        } catch (CredentialRefused e) {
            throw CallFailed.forNow(
                    "The key of the signature cannot be found under its secret_ref; check the reference.");
        }
    }

    private static CallFailed refusal(int status) {
        if (status == GONE) {
            return CallFailed.forGood("The receiver answered 410, which means that it wants no more.");
        }
        return CallFailed.forNow(
                status < 400
                        ? "The receiver answered " + status
                                + ", and redirects are not followed; name the final address."
                        : "The receiver answered " + status + ".");
    }

    private void failed(Due due, @Nullable Integer status, CallFailed failure) {
        if (failure.lasting() || due.attempt() >= policy.attempts()) {
            webhooks.failed(due, status, failure.sentence());
        } else {
            webhooks.postpone(due, policy.pause(due.attempt(), random), status, failure.sentence());
        }
    }

    @Override
    public void close() {
        call.close();
    }
}
