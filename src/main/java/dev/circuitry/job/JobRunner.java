package dev.circuitry.job;

import dev.circuitry.discovery.RunLog;
import dev.circuitry.experiment.RunResult;
import dev.circuitry.graph.ComputationalGraph;
import dev.circuitry.job.Ledger.Claim;
import dev.circuitry.job.LogRows.Entries;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.JobSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job on one device, from the start or after what its log holds, to its end or as far as
 * it may. Safe for several threads, each with a job of its own.
 */
final class JobRunner {
    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    private final Workbench workbench;
    private final Ledger ledger;
    private final RunLogs logs;
    private final JobSettings settings;

    /** Jobs whose last attempt here ended with the database: no fault of theirs. */
    private final Set<UUID> spared = ConcurrentHashMap.newKeySet();

    JobRunner(Workbench workbench, Ledger ledger, RunLogs logs, JobSettings settings) {
        this.workbench = workbench;
        this.ledger = ledger;
        this.logs = logs;
        this.settings = settings;
    }

    /** What is to become of the job's queue entry. */
    enum Ending {
        /** It is gone, or will be the user's to bring back. */
        OVER,
        /** The job goes on, here or elsewhere: it is due at once. */
        INTERRUPTED,
        /** Another attempt has the job, and the entry with it. */
        LOST,
        /** Another worker is to have it, in a while. */
        DECLINED
    }

    /**
     * Claims the job and runs it.
     *
     * @param shuttingDown asked between two evaluations
     * @throws RuntimeException where the database fails; the job is then to be tried again
     */
    Ending run(UUID job, String device, BooleanSupplier shuttingDown) {
        var claim = ledger.claim(job, spared.contains(job));
        spared.remove(job);
        if (claim.isEmpty()) {
            return Ending.OVER;
        }
        try {
            return attempt(claim.get(), device, shuttingDown);
        } catch (NoLongerOwnerException e) {
            log.warn("An attempt stops: {}", e.getMessage());
            return Ending.LOST;
        } catch (RuntimeException trouble) {
            if (RunFailure.isOfStorage(trouble)) {
                spared.add(job);
            }
            throw trouble;
        }
    }

    private Ending attempt(Claim claim, String device, BooleanSupplier shuttingDown) {
        var decisions = logs.of(claim.ownership());
        var check = new StopCheck(logs.rows(), claim.ownership(), shuttingDown);
        try {
            execute(claim, device, decisions, check);
            return Ending.OVER;
        } catch (RunStoppedException e) {
            return stop(claim, decisions, e.reason());
        } catch (OtherEnvironmentException e) {
            log.warn("Job {}: {}", claim.ownership().job(), e.reason());
            var status = ledger.decline(claim.ownership(), e.reason());
            return status == JobStatus.QUEUED ? Ending.DECLINED : Ending.OVER;
        } catch (NoLongerOwnerException e) {
            throw e;
        } catch (Throwable e) { // an Error too is this job's alone
            boolean interrupted = shuttingDown.getAsBoolean() && !(e instanceof ProblemException);
            return interrupted
                    ? handBack(claim, Entries.NONE) // what may have failed is a write of the rest
                    : fail(claim, decisions, e);
        }
    }

    private void execute(Claim claim, String device, DecisionLog decisions, StopCheck check) {
        var ownership = claim.ownership();
        var began = Instant.now();
        var spec = workbench.spec(claim.spec());
        requireSameModel(claim, spec);
        try (var run = workbench.assemble(spec, device, check::orThrow)) {
            var manifest = manifest(claim, run);
            var past = past(ownership.job(), run.graph(), manifest);
            logs.rows().describe(ownership, manifest);
            RunResult result =
                    run.run(past, decisions, evaluator -> new StoppableEvaluator(evaluator, check));
            manifest.put("wall_seconds", Duration.between(began, Instant.now()).toNanos() / 1e9);
            ledger.complete(ownership, decisions.rest(), result, manifest);
        }
        log.info("Job {} is completed", ownership.job());
    }

    private @Nullable RunLog past(
            UUID job, ComputationalGraph graph, Map<String, Object> manifest) {
        var past = logs.reader().runLog(job, graph).orElse(null);
        if (past == null || past.steps().isEmpty()) {
            return null; // the first measurement alone is nothing to go on from
        }
        goOn(job, past.steps().size(), manifest);
        return past;
    }

    private void goOn(UUID job, int steps, Map<String, Object> manifest) {
        var before = logs.reader().manifest(job).orElse(Map.of());
        var differences = RunEnvironment.of(before).differencesOf(RunEnvironment.of(manifest));
        if (!differences.isEmpty() && !settings.resumeAnywhere()) {
            throw new OtherEnvironmentException(steps, differences);
        }
        RunEnvironment.tell(manifest, before, steps, differences);
        log.info("Job {} goes on after step {}", job, steps);
    }

    /** A log must not hold the numbers of two models. */
    private void requireSameModel(Claim claim, JobSpec spec) {
        var hash = SpecHash.of(claim.spec(), workbench.contentHash(spec));
        if (!hash.equals(claim.specHash())) {
            throw new ProblemException(
                    ProblemCode.MODEL_UNUSABLE,
                    "The files of the model "
                            + spec.subject().model()
                            + ", or the service's arithmetic (numeric version "
                            + SpecHash.NUMERIC_VERSION
                            + "), have changed since the job was accepted. Post the job again to run on them as they are"
                            + " now.");
        }
    }

    private static Map<String, Object> manifest(Claim claim, Workbench.Run run) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("job", claim.ownership().job().toString());
        manifest.put("spec", claim.spec());
        manifest.put("spec_hash", claim.specHash());
        manifest.put("numeric_version", SpecHash.NUMERIC_VERSION);
        manifest.putAll(run.provenance());
        manifest.put("graph", Graphs.told(run.graph().shape()));
        return manifest;
    }

    private Ending stop(Claim claim, DecisionLog decisions, RunStoppedException.Reason reason) {
        return switch (reason) {
            case CANCELLED -> {
                ledger.cancel(claim.ownership(), decisions.rest());
                log.info("Job {} is cancelled", claim.ownership().job());
                yield Ending.OVER;
            }
            case PAUSED, SHUTDOWN -> handBack(claim, decisions.restToGoOnFrom());
        };
    }

    private Ending handBack(Claim claim, Entries rest) {
        boolean wasInterrupted = Thread.interrupted(); // or no connection is to be had
        var status = ledger.handBack(claim.ownership(), rest);
        log.info(
                "Job {} is {}{}",
                claim.ownership().job(),
                status.wireName(),
                wasInterrupted ? ", its thread was interrupted" : "");
        return status == JobStatus.QUEUED ? Ending.INTERRUPTED : Ending.OVER;
    }

    private Ending fail(Claim claim, DecisionLog decisions, Throwable failure) {
        if (failure instanceof RuntimeException trouble && RunFailure.isOfStorage(failure)) {
            throw trouble;
        }
        log.error("Job {} failed", claim.ownership().job(), failure);
        ledger.fail(claim.ownership(), decisions.rest(), RunFailure.of(failure));
        return Ending.OVER;
    }
}
