package dev.circuitry.problem;

import java.util.Locale;

/**
 * The catalogue of what can go wrong, as a client sees it: a stable code, the HTTP status it is
 * answered with, a title, and what it means and what to do, which is the text of its page under
 * {@code /problems/}.
 */
public enum ProblemCode {
    INVALID_JSON(
            400,
            "The body is not JSON",
            "The request body could not be read as JSON (RFC 8259). NaN and Infinity are not JSON numbers. The detail"
                    + " names the line and column where reading stopped."),
    INVALID_REQUEST(
            400,
            "The request cannot be understood",
            "A path, query parameter or header has a form that this address does not take. The detail names it."),
    NOT_FOUND(
            404,
            "No such thing here",
            "Nothing is stored under this address. A deleted job and its results are gone; GET /jobs lists those there"
                    + " are, GET /tasks and GET /models the names that can be used."),
    METHOD_NOT_ALLOWED(
            405,
            "The address does not take this method",
            "The Allow header of the answer lists the methods that this address takes."),
    NOT_ACCEPTABLE(
            406,
            "No such format",
            "The Accept header or the format parameter asks for a format that this address does not write. The detail"
                    + " lists those it writes."),
    WRONG_STATE(
            409,
            "The job's state does not allow this",
            "What was asked for is possible only in other states: a job that has ended cannot be cancelled or"
                    + " paused, one under way cannot be deleted before it is cancelled, and a completed one has nothing to"
                    + " resume."),
    SHARED_JOB(
            409,
            "Others asked for this job too",
            "The same specification was posted more than once and is answered with one job. Whoever posted it first or"
                    + " last may still wait for the result, so it is cancelled and deleted only with ?force=true."),
    BODY_TOO_LARGE(
            413,
            "The body is too large",
            "A job may be 16 MiB, a data set 64 MiB. Larger data sets are best cut into several jobs."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The body's media type is not read here",
            "Send JSON with Content-Type: application/json."),
    INVALID_SPEC(
            422,
            "The job specification breaks a rule",
            "Every violation is listed under errors: the pointer names the field, the detail the rule, the value and what"
                    + " to do. openapi.yaml and GET /tasks describe the fields. Nothing was stored."),
    INVALID_DATASET(
            422,
            "The data set breaks a rule",
            "Every violation, up to a hundred, is listed under errors: the pointer names the place (a JSON pointer into the"
                    + " body, or the file's line and column), the detail the rule, the value and what to do. Nothing"
                    + " was stored."),
    INVALID_PARAMETER(
            422,
            "A query parameter breaks a rule",
            "Every violation is listed under errors: the pointer names the parameter, the detail the rule, the value and"
                    + " what to do."),
    MODEL_UNUSABLE(
            422,
            "The model's files cannot be used",
            "A folder with a model does not hold together or asks for something that is not built: the detail names the"
                    + " file and the tensor or the option. GET /models shows it for every folder."),
    TOO_MUCH_TO_DRAW(
            422,
            "The picture would have too many edges",
            "A picture is drawn up to 1,500 edges. min_effect leaves out weak edges, view=components merges the parts of"
                    + " a head, and the dot, graphml and json formats have no limit."),
    BUSY(
            429,
            "The service has its hands full",
            "As many requests of this kind are waiting as the service takes. Nothing was stored; try again"
                    + " after the seconds in Retry-After."),
    NON_FINITE_METRIC(
            500,
            "The metric is not a finite number",
            "An evaluation gave NaN or an infinity, which can decide nothing, so the job failed. The detail names the"
                    + " edge whose removal was measured. Try precision float64, or another metric."),
    VERIFICATION_FAILED(
            500,
            "A decision does not stand by full passes",
            "The job asked for verification, and a plain full forward pass decides about an edge otherwise than the run"
                    + " did, so the job failed. The detail has both effects and the threshold. An effect that close to the"
                    + " threshold hangs on rounding: move the threshold a little, or try precision float64 or"
                    + " evaluator full."),
    OUT_OF_MEMORY(
            500,
            "The run needed more memory than there is",
            "The job failed because memory ran out. Fewer examples or a shorter sequence need less; a larger machine or"
                    + " JVM heap (-Xmx) gives more."),
    RUN_FAILED(
            500,
            "The run failed",
            "The job failed for a reason that the service does not know. The detail and the service's log say more; the"
                    + " decisions measured before the failure are kept."),
    INTERNAL_ERROR(
            500,
            "The service made a mistake",
            "The request met a fault of the service that no request should meet. The service's log says more; please"
                    + " report it with the request that was sent."),
    SERVICE_UNAVAILABLE(
            503,
            "The service is not ready",
            "The service is starting, stopping, or its database does not answer. Nothing was stored; try again after the"
                    + " seconds in Retry-After.");

    private final int status;
    private final String title;
    private final String explanation;

    ProblemCode(int status, String title, String explanation) {
        this.status = status;
        this.title = title;
        this.explanation = explanation;
    }

    /**
     * The HTTP status it is answered with; for a failed run, the one it would have had as an
     * answer.
     */
    public int status() {
        return status;
    }

    /** One line for people, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** What it means and what to do: the text of its page. */
    public String explanation() {
        return explanation;
    }

    /** The relative address of its page, e.g. {@code /problems/invalid-spec}. */
    public String type() {
        return "/problems/" + slug();
    }

    /** The last part of {@link #type()}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
