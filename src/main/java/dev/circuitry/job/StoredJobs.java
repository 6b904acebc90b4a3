package dev.circuitry.job;

import dev.circuitry.spec.JobSpec;
import dev.circuitry.spec.LabelChange;
import dev.circuitry.spec.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The jobs in the database. Safe for any number of threads and processes. */
@Transactional
class StoredJobs implements Jobs {
    private final JobRepository jobs;
    private final JobViews views;
    private final JobQueue queue;
    private final Workbench workbench;
    private final JobStore store;

    StoredJobs(
            JobRepository jobs,
            JobViews views,
            JobQueue queue,
            Workbench workbench,
            JobStore store) {
        this.jobs = jobs;
        this.views = views;
        this.queue = queue;
        this.workbench = workbench;
        this.store = store;
    }

    @Override
    public Submission submit(JobSpec spec, List<String> warnings) {
        var canonical = canonical(spec);
        if (!spec.execution().rerun()) {
            jobs.awaitTurn(canonical.hash());
            var same = jobs.findAnswering(canonical.hash());
            if (same.isPresent()) {
                return share(same.get(), spec, warnings);
            }
        }
        return new Submission(add(spec, canonical, warnings), false, List.of());
    }

    private Submission share(Job job, JobSpec spec, List<String> warnings) {
        job.share(spec.labels().tags());
        jobs.flush();
        var view = view(job.id());
        List<String> missing = new ArrayList<>(spec.labels().tags());
        missing.removeAll(view.request().labels().tags());
        List<String> all = new ArrayList<>(warnings);
        if (!missing.isEmpty()) {
            all.add(
                    "Tags were not added, for the job would have more than "
                            + Labels.MOST_TAGS
                            + ": "
                            + String.join(", ", missing)
                            + ".");
        }
        return new Submission(view, true, all);
    }

    private JobView add(JobSpec spec, CanonicalSpec canonical, List<String> warnings) {
        var request =
                new JobRequest(
                        spec, StoredJson.write(canonical.fields()), canonical.hash(), warnings);
        var job = store.add(request);
        queue.add(job.id(), spec.execution().device(), spec.execution().priority());
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
    public JobView cancel(UUID id, boolean force) {
        return change(
                id,
                job -> {
                    if (!force && !job.status().isEnded()) {
                        job.requireSole("cancelled");
                    }
                    job.requestCancel(Instant.now());
                    if (job.status().isEnded()) {
                        queue.removeWaiting(id);
                    }
                });
    }

    @Override
    public JobView pause(UUID id) {
        return change(
                id,
                job -> {
                    job.requestPause(Instant.now());
                    if (job.status() == JobStatus.PAUSED) {
                        queue.removeWaiting(id);
                    }
                });
    }

    @Override
    public JobView resume(UUID id) {
        return change(
                id,
                job -> {
                    if (job.resume()) {
                        queue.add(id, job.asked().device(), job.asked().priority());
                    }
                });
    }

    @Override
    public JobView relabel(UUID id, LabelChange change) {
        return change(id, job -> job.relabel(change));
    }

    private JobView change(UUID id, Consumer<Job> change) {
        change.accept(forUpdate(id));
        jobs.flush();
        return view(id);
    }

    @Override
    public void delete(UUID id, boolean force) {
        var job = forUpdate(id);
        job.requireDeletable();
        if (!force) {
            job.requireSole("deleted");
        }
        store.remove(job);
    }

    private Job forUpdate(UUID id) {
        return jobs.findForUpdate(id).orElseThrow(() -> JobProblems.noSuchJob(id));
    }

    private JobView view(UUID id) {
        return views.find(id).orElseThrow(() -> JobProblems.noSuchJob(id));
    }
}
