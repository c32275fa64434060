package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.orchestrator.access.ApiToken;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditEntry.Outcome;
import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.access.TokenStore;
import io.trawl.orchestrator.api.RunningApi.Answer;
import io.trawl.schemas.JobState;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S2 to S5: what tokens open, and what stands in the trail. */
class S2TokensTest {
    private static final String NEW = """
            {"label": "ci", "scopes": ["read", "submit"], "expires_in": "P7D"}""";

    private RunningApi api;
    private String admin = "";

    @BeforeEach
    void startServer() throws Exception {
        api = new RunningApi(new ApiAccess(ApiAccess.LOOPBACK, null, true, null), true);
        admin = api.token("default", Scope.ADMIN);
    }

    @AfterEach
    void stopServer() {
        api.close();
    }

    private Answer create(String token, String body) throws Exception {
        return api.send(api.to("/tokens")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private Answer revoke(String token, String id) throws Exception {
        return api.send(api.to("/tokens/" + id + "/revoke")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody()));
    }

    private int status(String token) throws Exception {
        return api.with(token, "/jobs").status();
    }

    @Test
    void shouldShowATokenOnceAndKeepADigestOnly() throws Exception {
        Answer created = create(admin, NEW);
        String text = created.json().path("token").stringValue();
        String id = created.json().at("/about/token_id").stringValue();

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/tokens/" + id);
        assertThat(status(text)).isEqualTo(200);
        assertThat(api.with(admin, "/tokens").body()).contains(id).doesNotContain(text, text.substring(19));
        assertThat(api.access.find(id).orElseThrow().secretHash()).hasSize(64).doesNotContain(text.substring(19));
        assertThat(api.access.entries().toString()).doesNotContain(text.substring(19));
    }

    @Test
    void shouldRefuseARevokedTokenAtOnce() throws Exception {
        Answer created = create(admin, NEW);
        String text = created.json().path("token").stringValue();
        String id = created.json().at("/about/token_id").stringValue();
        assertThat(status(text)).isEqualTo(200);

        assertThat(revoke(admin, id).json().has("revoked_at")).isTrue();

        Answer answer = api.with(text, "/jobs");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem("unauthorized").path("detail").stringValue()).contains("revoked");
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(revoke(admin, id).status()).as("revoking again").isEqualTo(200);
    }

    @Test
    void shouldRefuseAnExpiredToken() throws Exception {
        String text = api.token("default", Scope.READ);
        TokenStore.Kept kept = api.access.find(text.substring(6, 18)).orElseThrow();
        ApiToken token = kept.token();
        Instant past = Instant.now().minus(Duration.ofDays(2));
        api.access.add(new TokenStore.Kept(
                new ApiToken(
                        token.tokenId(),
                        token.tenant(),
                        token.label(),
                        token.scopes(),
                        past,
                        "test",
                        past.plus(Duration.ofDays(1)),
                        null,
                        null),
                kept.secretHash()));

        Answer answer = api.with(text, "/jobs");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem("unauthorized").path("detail").stringValue()).contains("expired");
    }

    /** Neither a wrong secret nor an unknown id says which of the two it was. */
    @Test
    void shouldAnswerEveryWrongTokenAlike() throws Exception {
        String text = api.token("default", Scope.READ);
        String wrong = text.substring(0, text.length() - 1) + (text.endsWith("A") ? "B" : "A");
        List<String> bad = List.of(
                wrong,
                "trawl_aaaaaaaaaaaa_" + text.substring(19),
                text + "A",
                text.toUpperCase(java.util.Locale.ROOT),
                text.substring(0, 30),
                "trawl_",
                "x",
                "a.b.c",
                "x".repeat(9_000));

        for (String token : bad) {
            Answer answer = api.with(token, "/jobs");
            assertThat(answer.status()).as(token).isEqualTo(401);
            assertThat(answer.problem("unauthorized").path("detail").stringValue())
                    .isEqualTo("The API token is not one of this installation; send the right one.");
        }
    }

    @Test
    void shouldWriteTheLastUseAtMostOnceAMinute() throws Exception {
        String text = api.token("default", Scope.READ);
        for (int i = 0; i < 5; i++) {
            assertThat(status(text)).isEqualTo(200);
        }

        assertThat(api.access.uses()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant",
                "token_id",
                "secret_hash",
                "created_by",
                "created_at",
                "expires_at",
                "revoked_at",
                "last_used_at",
                "principal"
            })
    void shouldRefuseFieldsThatAreForTheServerToSet(String field) throws Exception {
        Answer answer = create(admin, "{\"label\": \"x\", \"scopes\": [\"read\"], \"" + field + "\": \"theirs\"}");

        assertThat(answer.status()).isEqualTo(422);
        answer.problem("unknown-field");
        assertThat(api.with(admin, "/tokens").json().path("items").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant",
                "state",
                "job_id",
                "attempt",
                "version",
                "created_at",
                "updated_at",
                "revision",
                "bucket"
            })
    void shouldRefuseFieldsOfAJobThatAreForTheServerToSet(String field) throws Exception {
        Answer answer = api.send(
                api.starting("{\"workload\": \"discovery\", \"sources\": [\"ds_1\"], \"" + field + "\": \"x\"}")
                        .header("Authorization", "Bearer " + admin));

        assertThat(answer.status()).isEqualTo(422);
        answer.problem("unknown-field");
        assertThat(api.jobs.started()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scopes\": [\"read\"]}",
                "{\"label\": \"\", \"scopes\": [\"read\"]}",
                "{\"label\": 1, \"scopes\": [\"read\"]}",
                "{\"label\": \"a\\u0000b\", \"scopes\": [\"read\"]}",
                "{\"label\": \"x\", \"scopes\": []}",
                "{\"label\": \"x\", \"scopes\": \"read\"}",
                "{\"label\": \"x\", \"scopes\": [\"root\"]}",
                "{\"label\": \"x\", \"scopes\": [\"READ\"]}",
                "{\"label\": \"x\", \"scopes\": [\"worker\"]}",
                "{\"label\": \"x\", \"scopes\": [\"read\"], \"expires_in\": \"P9999D\"}",
                "{\"label\": \"x\", \"scopes\": [\"read\"], \"expires_in\": \"PT0S\"}",
                "{\"label\": \"x\", \"scopes\": [\"read\"], \"expires_in\": \"soon\"}"
            })
    void shouldSayWhyATokenIsNotMade(String body) throws Exception {
        Answer answer = create(admin, body);

        assertThat(answer.status()).isEqualTo(422);
        answer.problem("invalid-token-request");
    }

    @Test
    void shouldStopAtTheLimitOfTokens() throws Exception {
        for (int i = 1; i < TokenStore.MAX_LIVE; i++) {
            api.token("default", Scope.READ);
        }
        assertThat(create(admin, NEW).status()).isEqualTo(422);
        assertThat(create(admin, NEW)
                        .problem("invalid-token-request")
                        .path("detail")
                        .stringValue())
                .contains("1000 tokens");
    }

    @Test
    void shouldHoldTheLimitsOfPagesAndBodies() throws Exception {
        assertThat(api.with(admin, "/tokens?limit=1001").status()).isEqualTo(400);
        assertThat(api.with(admin, "/audit?limit=1001").status()).isEqualTo(400);
        assertThat(api.with(admin, "/audit?cursor=nonsense").status()).isEqualTo(400);
        assertThat(create(admin, "{\"label\": \"" + "x".repeat(RequestBody.MAX_BYTES) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(create(admin, "{\"label\": \"" + "x".repeat(101) + "\", \"scopes\": [\"read\"]}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void shouldTellTheTrailOfAVerbBeforeAndAfter() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);
        String operator = api.token("default", Scope.OPERATE);
        api.send(api.to("/jobs/" + job + "/cancel")
                .header("Authorization", "Bearer " + operator)
                .POST(BodyPublishers.noBody()));

        List<AuditEntry> lines = api.entriesOf("cancelJob", 2);

        assertThat(lines).extracting(AuditEntry::outcome).containsExactly(Outcome.ASKED, Outcome.DONE);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.target()).isEqualTo(job.toString());
            assertThat(line.principal()).isEqualTo("token:" + operator.substring(6, 18));
            assertThat(line.correlationId()).isEqualTo(lines.getFirst().correlationId());
        });
        assertThat(api.with(admin, "/audit?action=cancelJob")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void shouldNameInTheTrailWhatWasMade() throws Exception {
        Answer started = api.send(api.starting(RunningApi.JOB).header("Authorization", "Bearer " + admin));

        assertThat(api.entriesOf("startJob", 2).getLast().target())
                .isEqualTo(started.json().path("job_id").stringValue());
    }

    /** Without a line nothing is done and nothing shown. */
    @Test
    void shouldDoNothingThatTheTrailCannotHold() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);
        api.access.failWith(new LedgerUnavailable("gone", new IllegalStateException()));

        assertThat(api.send(api.starting(RunningApi.JOB).header("Authorization", "Bearer " + admin))
                        .status())
                .isEqualTo(503);
        assertThat(api.jobs.started()).isZero();
        assertThat(api.with(admin, "/jobs/" + job + "/results").status()).isEqualTo(503);
        assertThat(api.with(admin, "/jobs/" + job).status()).isEqualTo(200);
    }

    @Test
    void shouldTellTheTrailOfReadsOfSamplesAlone() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);
        for (String part : List.of("", "/receipt", "/gaps", "/tasks", "/results")) {
            api.with(admin, "/jobs/" + job + part);
        }

        assertThat(api.access.entries())
                .singleElement()
                .satisfies(line -> assertThat(line.action()).isEqualTo("listResults"));
    }

    @Test
    void shouldStoreRefusedAttemptsOnceAMinute() throws Exception {
        String reader = api.token("default", Scope.READ);
        for (int i = 0; i < 30; i++) {
            api.with("wrong", "/jobs");
            api.with(reader, "/tokens");
            api.with(reader, "/jobs/" + UUID.randomUUID());
        }

        assertThat(api.access.entries().stream()
                        .collect(Collectors.groupingBy(AuditEntry::action, Collectors.counting())))
                .as("a few more only when a minute ended meanwhile")
                .hasSize(3)
                .allSatisfy((action, lines) -> assertThat(lines).isLessThanOrEqualTo(4));
        assertThat(IntStream.of(401, 403, 404))
                .allMatch(status -> api.access.entries().stream().anyMatch(line -> line.status() == status));
    }
}
