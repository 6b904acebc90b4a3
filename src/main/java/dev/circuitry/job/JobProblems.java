package dev.circuitry.job;

import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import java.util.UUID;

/** Why a job does not do what its user asks. */
final class JobProblems {
    private JobProblems() {}

    /** There is none. */
    static ProblemException noSuchJob(UUID job) {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no job " + job + ".");
    }

    /**
     * Its state does not allow it.
     *
     * @param participle what it cannot be
     */
    static ProblemException wrongState(UUID job, JobStatus status, String participle) {
        return new ProblemException(
                ProblemCode.WRONG_STATE,
                "Job " + job + " is " + status.wireName() + " and cannot be " + participle + ".");
    }

    /**
     * What others asked for too does not go because one of them wants it to.
     *
     * @param requests how many
     * @param participle what it is not, unless by force
     */
    static ProblemException shared(UUID job, int requests, String participle) {
        return new ProblemException(
                ProblemCode.SHARED_JOB,
                "Job "
                        + job
                        + " answers "
                        + requests
                        + " requests with the same specification, so others may wait for it. To have it "
                        + participle
                        + " all the same, add ?force=true.");
    }
}
