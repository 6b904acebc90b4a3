package dev.circuitry.api;

import dev.circuitry.database.StorageFailure;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers every failure of a request with a problem document that says what to do. */
@RestControllerAdvice
@ConditionalOnWebApplication // commands have no requests
class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String SECONDS_TO_RETRY = "5";

    private final HttpServletRequest request;

    ProblemAdvice(HttpServletRequest request) {
        this.request = request; // a proxy: the request of the calling thread
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> problem(
            ProblemException problem, HttpServletResponse response) {
        if (problem.code() == ProblemCode.BUSY) {
            response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS_TO_RETRY);
        }
        return answer(problem, response);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> nothingHere(
            NoResourceFoundException missing, HttpServletResponse response) {
        return answer(
                ProblemCode.NOT_FOUND,
                "There is nothing at this address. /docs describes the addresses there are.",
                response);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> wrongMethod(
            HttpRequestMethodNotSupportedException wrong, HttpServletResponse response) {
        var names = String.join(", ", taken(wrong.getSupportedHttpMethods()));
        var answer =
                answer(
                        ProblemCode.METHOD_NOT_ALLOWED,
                        "This address does not take "
                                + wrong.getMethod()
                                + ". It takes "
                                + names
                                + ".",
                        response);
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(HttpHeaders.ALLOW, names)
                .body(answer.getBody());
    }

    /** What an address takes: where it has GET it answers HEAD too, and OPTIONS everywhere. */
    private static Collection<String> taken(@Nullable Set<HttpMethod> mapped) {
        Collection<String> names = new TreeSet<>(Set.of(HttpMethod.OPTIONS.name()));
        if (mapped != null) {
            mapped.forEach(method -> names.add(method.name()));
        }
        if (names.contains(HttpMethod.GET.name())) {
            names.add(HttpMethod.HEAD.name());
        }
        return names;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> notAcceptable(
            HttpMediaTypeNotAcceptableException wrong, HttpServletResponse response) {
        return answer(
                ProblemCode.NOT_ACCEPTABLE,
                "This address writes " + names(wrong.getSupportedMediaTypes()) + ".",
                response);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> unsupported(
            HttpMediaTypeNotSupportedException wrong, HttpServletResponse response) {
        return answer(
                ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                "Send the body as " + names(wrong.getSupportedMediaTypes()) + ".",
                response);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> unreadableQuery(
            InvalidParameterException wrong, HttpServletResponse response) {
        return answer(
                ProblemCode.INVALID_REQUEST,
                "The query string cannot be decoded: every % must be followed by two hexadecimal digits of UTF-8.",
                response);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        RecoverableDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<ProblemDocument> noDatabase(
            RuntimeException away, HttpServletResponse response) {
        var kind = StorageFailure.of(away).orElse(StorageFailure.NO_ANSWER);
        log.warn("{} {}: {} ({})", request.getMethod(), path(), kind.advice(), root(away));
        var answer =
                answer(
                        ProblemCode.SERVICE_UNAVAILABLE,
                        kind == StorageFailure.DISK_FULL
                                ? "The disk under the database is full. Try again when there is space on it."
                                : "The database does not answer. Try again later.",
                        response);
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_RETRY)
                .body(answer.getBody());
    }

    /** The client went away: there is nobody to answer. */
    @ExceptionHandler({ClientAbortException.class, AsyncRequestNotUsableException.class})
    void gone(IOException gone) {
        log.debug("{} {}: the client closed the connection", request.getMethod(), path());
    }

    /** The last resort; the log has what the client need not know. */
    @ExceptionHandler
    @Nullable ResponseEntity<ProblemDocument> unforeseen(
            Exception failure, HttpServletResponse response) throws Exception {
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return answer(ProblemCode.INVALID_REQUEST, detailOf(known), response);
        }
        if (failure instanceof RuntimeException away && StorageFailure.of(away).isPresent()) {
            return noDatabase(away, response);
        }
        if (response.isCommitted()) {
            throw failure; // half an answer must not look like a whole one: this breaks the
            // connection
        }
        log.error("{} {} failed", request.getMethod(), path(), failure);
        return answer(
                ProblemCode.INTERNAL_ERROR,
                "The request could not be carried out because of a fault of the service. Its log says more.",
                response);
    }

    private static String detailOf(ErrorResponse known) {
        var detail = known.getBody().getDetail();
        return detail == null ? "The request cannot be understood." : detail;
    }

    private ResponseEntity<ProblemDocument> answer(
            ProblemCode code, String detail, HttpServletResponse response) {
        return answer(new ProblemException(code, detail), response);
    }

    private ResponseEntity<ProblemDocument> answer(
            ProblemException problem, HttpServletResponse response) {
        if (!response.isCommitted()) {
            response.reset(); // what was to be the answer may have left a media type or bytes
            // behind
        }
        return ResponseEntity.status(problem.code().status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDocument.of(problem, path()));
    }

    private String path() {
        return request.getRequestURI();
    }

    private static String names(List<MediaType> types) {
        return types.stream().map(MediaType::toString).collect(Collectors.joining(", "));
    }

    private static String root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }
}
