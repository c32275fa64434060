package io.trawl.orchestrator.api;

import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.engine.schedule.ScheduleExists;
import io.trawl.engine.schedule.ScheduleNotFound;
import io.trawl.engine.schedule.StaleSchedule;
import io.trawl.engine.site.ResidencyForbids;
import io.trawl.engine.site.SiteExists;
import io.trawl.engine.site.SiteInUse;
import io.trawl.engine.site.SiteNotFound;
import io.trawl.engine.site.SiteUnreachable;
import io.trawl.engine.site.StaleSite;
import io.trawl.engine.source.SourceExists;
import io.trawl.engine.source.SourceNotFound;
import io.trawl.engine.source.StaleSource;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.orchestrator.api.Problem.FieldError;
import io.trawl.schemas.InvalidField;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Everything that a request can fail with, as a problem. Texts of exceptions that are not ours are never shown. */
final class ProblemResolver implements HandlerExceptionResolver {
    static final String RETRY_AFTER_SECONDS = "5";
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (!response.isCommitted()) {
            Problem problem = problem(request, thrown);
            addHeaders(response, problem, thrown);
            try {
                ProblemWriter.write(response, problem);
            } catch (IOException gone) {
                LOG.debug("The caller went away before its error was written.");
            }
        }
        return new ModelAndView();
    }

    private static Problem problem(HttpServletRequest request, Exception thrown) {
        return switch (thrown) {
            case Refused refused -> refused.problem();
            case JobNotFound e -> Problem.of(ProblemType.JOB_NOT_FOUND, message(e));
            case IllegalJobState e -> Problem.of(ProblemType.JOB_STATE, message(e));
            case SourceNotFound e -> Problem.of(ProblemType.SOURCE_NOT_FOUND, message(e));
            case SourceExists e -> Problem.of(ProblemType.SOURCE_EXISTS, message(e), FieldError.at("/id", message(e)));
            case StaleSource e -> Problem.of(ProblemType.SOURCE_CHANGED, message(e));
            case ScheduleNotFound e -> Problem.of(ProblemType.SCHEDULE_NOT_FOUND, message(e));
            case ScheduleExists e ->
                Problem.of(ProblemType.SCHEDULE_EXISTS, message(e), FieldError.at("/id", message(e)));
            case StaleSchedule e -> Problem.of(ProblemType.SCHEDULE_CHANGED, message(e));
            case SiteNotFound e -> Problem.of(ProblemType.SITE_NOT_FOUND, message(e));
            case SiteExists e -> Problem.of(ProblemType.SITE_EXISTS, message(e), FieldError.at("/id", message(e)));
            case SiteInUse e -> Problem.of(ProblemType.SITE_IN_USE, message(e));
            case StaleSite e -> Problem.of(ProblemType.SITE_CHANGED, message(e));
            case SiteUnreachable e -> Problem.of(ProblemType.SITE_UNREACHABLE, message(e));
            case ResidencyForbids e -> Problem.of(ProblemType.RESIDENCY, message(e));
            case InvalidJob e -> Problem.of(refused(request), message(e), FieldError.at(e.pointer(), message(e)));
            case InvalidField e -> invalidField(request, e);
            case IdempotencyConflict e ->
                Problem.of(
                        ProblemType.IDEMPOTENCY_CONFLICT,
                        message(e),
                        FieldError.in(StartController.KEY_HEADER, message(e)));
            case TooManyJobs e -> Problem.of(ProblemType.TOO_MANY_JOBS, message(e));
            case LedgerUnavailable e -> ledgerUnavailable(e);
            default -> protocol(request, thrown);
        };
    }

    private static ProblemType refused(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (path.startsWith("/schedules")) {
            return ProblemType.INVALID_SCHEDULE;
        }
        if (path.startsWith("/sites")) {
            return ProblemType.INVALID_SITE;
        }
        return path.startsWith("/sources") ? ProblemType.INVALID_SOURCE : ProblemType.INVALID_JOB;
    }

    private static Problem invalidField(HttpServletRequest request, InvalidField e) {
        String detail = e.getMessage() + ".";
        return request.getMethod().equals("POST")
                ? Problem.of(ProblemType.INVALID_JOB, detail, FieldError.at(e.pointer(), detail))
                : Problem.of(ProblemType.INVALID_PARAMETER, detail, FieldError.in(e.field(), detail));
    }

    /** The cause is for the log alone: it names hosts and statements. */
    private static Problem ledgerUnavailable(LedgerUnavailable e) {
        LOG.warn("The ledger is unavailable: {}", Plain.text(message(e)));
        return Problem.of(
                ProblemType.LEDGER_UNAVAILABLE,
                "The job store does not answer, so it is not known whether the request took effect; repeat it, a new job"
                        + " with its Idempotency-Key.");
    }

    private static Problem protocol(HttpServletRequest request, Exception thrown) {
        return switch (thrown) {
            case HttpRequestMethodNotSupportedException e ->
                Problem.of(
                        ProblemType.METHOD_NOT_ALLOWED,
                        "This path does not know " + Plain.text(e.getMethod(), 20) + "; use "
                                + String.join(" or ", allowed(e)) + ".");
            case HttpMediaTypeNotSupportedException _ ->
                Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "The header Content-Type is missing or names another format; send JSON with Content-Type:"
                                + " application/json.");
            case HttpMediaTypeNotAcceptableException _ ->
                Problem.of(
                        ProblemType.NOT_ACCEPTABLE,
                        "The header Accept leaves out the format of this answer; accept application/json.");
            case ErrorResponse e
            when e.getStatusCode().value() < FIRST_SERVER_ERROR ->
                Problem.http(
                        e.getStatusCode().value(),
                        "The request was refused; check its path, parameters and headers against the documentation.");
            default -> internal(request, thrown);
        };
    }

    static Refused unknownPath() {
        return new Refused(Problem.of(
                ProblemType.PATH_NOT_FOUND, "There is nothing at this path; jobs are at /jobs and /get_job_status."));
    }

    private static Problem internal(HttpServletRequest request, Exception thrown) {
        String correlationId = Caller.correlationId(request).toString();
        LOG.error(
                "{} {} failed, correlation id {}",
                request.getMethod(),
                Plain.text(request.getRequestURI()),
                correlationId,
                thrown);
        return Problem.internal(correlationId);
    }

    private static void addHeaders(HttpServletResponse response, Problem problem, Exception thrown) {
        if (problem.status() == SERVICE_UNAVAILABLE || problem.status() == TOO_MANY_REQUESTS) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        switch (thrown) {
            case HttpRequestMethodNotSupportedException e ->
                response.setHeader(HttpHeaders.ALLOW, String.join(", ", allowed(e)));
            case HttpMediaTypeNotSupportedException _ -> response.setHeader(HttpHeaders.ACCEPT, "application/json");
            default -> {}
        }
    }

    private static String[] allowed(HttpRequestMethodNotSupportedException e) {
        String[] methods = e.getSupportedMethods();
        return methods == null ? new String[] {"another method"} : methods;
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
