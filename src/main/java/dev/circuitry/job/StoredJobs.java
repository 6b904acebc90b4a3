package dev.circuitry.job;

import dev.circuitry.dataset.Datasets;
import dev.circuitry.problem.ProblemCode;
import dev.circuitry.problem.ProblemException;
import dev.circuitry.spec.JobSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The jobs in the database. Safe for any number of threads and processes. */
@Transactional
class StoredJobs implements Jobs {
    private final JobRepository jobs;
    private final JobViews views;
    private final JobQueue queue;
    private final Workbench workbench;
    private final Datasets datasets;

    StoredJobs(
            JobRepository jobs,
            JobViews views,
            JobQueue queue,
            Workbench workbench,
            Datasets datasets) {
        this.jobs = jobs;
        this.views = views;
        this.queue = queue;
        this.workbench = workbench;
        this.datasets = datasets;
    }

    @Override
    public JobView submit(JobSpec spec, List<String> warnings) {
        var canonical = canonical(spec);
        var request =
                new JobRequest(
                        spec, StoredJson.write(canonical.fields()), canonical.hash(), warnings);
        var custom = spec.subject().custom();
        if (custom != null) {
            datasets.keep(custom.dataset());
        }
        var job = jobs.saveAndFlush(new Job(request, Instant.now()));
        queue.add(job.id(), spec.execution());
        return view(job.id());
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS) // no query
    public CanonicalSpec canonical(JobSpec spec) {
        var fields = workbench.fields(spec);
        return new CanonicalSpec(fields, SpecHash.of(fields, workbench.contentHash(spec)));
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS) // one query
    public Optional<JobView> find(UUID id) {
        return views.find(id);
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS)
    public Page<JobView> list(JobFilter filter, PageRequest page) {
        return views.list(filter, page);
    }

    @Override
    public JobView cancel(UUID id) {
        var job = forUpdate(id);
        job.requestCancel(Instant.now());
        if (job.status().isEnded()) {
            queue.remove(id);
        }
        jobs.flush();
        return view(id);
    }

    @Override
    public void delete(UUID id) {
        var job = forUpdate(id);
        job.requireDeletable();
        queue.remove(id);
        jobs.delete(job);
        jobs.flush();
        release(job.dataset());
    }

    /** The data that came with a job go with the last one that ran on them. */
    private void release(@Nullable String dataset) {
        if (dataset != null) {
            datasets.lock(dataset);
            if (!jobs.existsByDataset(dataset)) {
                datasets.release(dataset);
            }
        }
    }

    private Job forUpdate(UUID id) {
        return jobs.findForUpdate(id).orElseThrow(() -> noSuchJob(id));
    }

    private JobView view(UUID id) {
        return views.find(id).orElseThrow(() -> noSuchJob(id));
    }

    /** That there is no such job. */
    static ProblemException noSuchJob(UUID id) {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no job " + id + ".");
    }
}
