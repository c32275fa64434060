package io.trawl.orchestrator.api;

/** The kinds of problem a caller can meet. The URI is part of the API: clients branch on it, so it never changes. */
enum ProblemType {
    MALFORMED_BODY(400, "malformed-body", "The body cannot be read as the JSON this needs"),
    INVALID_PARAMETER(400, "invalid-parameter", "A parameter or header is not valid"),
    CURSOR(400, "cursor", "The cursor is none of this listing"),
    UNAUTHORIZED(401, "unauthorized", "An API token is needed"),
    FOREIGN_ORIGIN(403, "foreign-origin", "The request comes from another site"),
    FORBIDDEN(403, "forbidden", "The token does not allow this"),
    RESIDENCY(403, "residency", "It may not leave its site"),
    JOB_NOT_FOUND(404, "job-not-found", "There is no such job"),
    SOURCE_NOT_FOUND(404, "source-not-found", "There is no such source"),
    SCHEDULE_NOT_FOUND(404, "schedule-not-found", "There is no such schedule"),
    SITE_NOT_FOUND(404, "site-not-found", "There is no such site"),
    TOKEN_NOT_FOUND(404, "token-not-found", "There is no such token"),
    NO_WORK(404, "no-work", "No tasks are given out here"),
    NO_SITES(404, "no-sites", "This installation has no sites"),
    PATH_NOT_FOUND(404, "path-not-found", "There is nothing at this path"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The path does not know this method"),
    NOT_ACCEPTABLE(406, "not-acceptable", "The answer cannot be given in an accepted format"),
    JOB_STATE(409, "job-state", "The job's state does not allow this"),
    SOURCE_EXISTS(409, "source-exists", "The id of the source is taken"),
    SCHEDULE_EXISTS(409, "schedule-exists", "The id of the schedule is taken"),
    SITE_EXISTS(409, "site-exists", "The id of the site is taken"),
    SITE_IN_USE(409, "site-in-use", "The site has jobs that have not ended"),
    SITE_CHANGED(412, "site-changed", "The site was changed since it was read"),
    SCHEDULE_CHANGED(412, "schedule-changed", "The schedule was changed since it was read"),
    SOURCE_CHANGED(412, "source-changed", "The source was changed since it was read"),
    BODY_TOO_LARGE(413, "body-too-large", "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body is not declared as JSON"),
    INVALID_JOB(422, "invalid-job", "The job was refused"),
    INVALID_SOURCE(422, "invalid-source", "The source was refused"),
    INVALID_SCHEDULE(422, "invalid-schedule", "The schedule was refused"),
    INVALID_SITE(422, "invalid-site", "The site was refused"),
    INVALID_TOKEN_REQUEST(422, "invalid-token-request", "The token was not made"),
    INVALID_MESSAGE(422, "invalid-message", "The message of the worker was refused"),
    UNKNOWN_FIELD(422, "unknown-field", "The request has fields that do not exist"),
    IDEMPOTENCY_CONFLICT(422, "idempotency-conflict", "The idempotency key belongs to another request"),
    PRECONDITION_REQUIRED(428, "precondition-required", "The change has to name the version it is meant for"),
    TOO_MANY_JOBS(429, "too-many-jobs", "Too many jobs of the tenant have not ended"),
    TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests"),
    INTERNAL(500, "internal", "Something went wrong here"),
    LEDGER_UNAVAILABLE(503, "ledger-unavailable", "The job store does not answer"),
    ISSUER_UNAVAILABLE(503, "issuer-unavailable", "The issuer of tokens does not answer"),
    SITE_UNREACHABLE(503, "site-unreachable", "The site does not answer"),
    STANDSTILL(503, "standstill", "Too many jobs wait for a part of this installation that is away"),
    TOO_MANY_WAITING(503, "too-many-waiting", "Too many callers wait for changes"),
    /** Whatever the HTTP layer refuses on its own, for example an overlong header. */
    HTTP(400, "http", "The request was refused");

    private static final String PREFIX = "urn:trawl:problem:";

    private final int status;
    private final String name;
    private final String title;

    ProblemType(int status, String name, String title) {
        this.status = status;
        this.name = name;
        this.title = title;
    }

    int status() {
        return status;
    }

    String uri() {
        return PREFIX + name;
    }

    String title() {
        return title;
    }
}
