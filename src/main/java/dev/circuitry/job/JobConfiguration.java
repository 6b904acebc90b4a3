package dev.circuitry.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.Jackson3Serializer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.circuitry.database.PostgresServer;
import dev.circuitry.dataset.Datasets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Puts the room together; what it needs of experiments comes from {@link WorkbenchConfiguration}.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling // of retention
@EnableConfigurationProperties({WorkerSettings.class, JobSettings.class, RoleSettings.class})
class JobConfiguration {
    @Bean
    Devices devices(WorkerSettings settings) {
        return new Devices(settings.devices());
    }

    @Bean
    LogRows logRows(JdbcTemplate jdbc) {
        return new LogRows(jdbc);
    }

    @Bean
    LogReader logReader(JdbcClient jdbc) {
        return new LogReader(jdbc);
    }

    @Bean
    Ledger ledger(JobRepository jobs, LogRows rows, QueueEntries entries) {
        return new Ledger(jobs, rows, entries);
    }

    @Bean
    QueueEntries queueEntries(JdbcClient jdbc) {
        return new QueueEntries(jdbc);
    }

    @Bean
    RunLogs runLogs(LogRows rows, LogReader reader, ObjectProvider<MeterRegistry> meters) {
        var registry = meters.getIfAvailable(SimpleMeterRegistry::new);
        return new RunLogs(rows, reader, new RunMeters(registry));
    }

    @Bean
    JobRunner jobRunner(Workbench workbench, Ledger ledger, RunLogs logs, JobSettings settings) {
        return new JobRunner(workbench, ledger, logs, settings);
    }

    @Bean
    Task<String> jobTask(JobRunner runner, Ledger ledger, Devices devices) {
        return new Workers(runner, ledger, devices).task();
    }

    @Bean
    Jobs jobs(
            JobRepository jobs,
            JdbcClient jdbc,
            JobQueue queue,
            Workbench workbench,
            JobStore store) {
        return new StoredJobs(jobs, new JobViews(jdbc), queue, workbench, store);
    }

    @Bean
    JobQueue jobQueue(Scheduler scheduler, QueueEntries entries) {
        return new JobQueue(scheduler, entries);
    }

    @Bean
    JobStore jobStore(JobRepository jobs, QueueEntries entries, Datasets datasets) {
        return new JobStore(jobs, entries, datasets);
    }

    @Bean
    Retention retention(JobRepository jobs, JobStore store, JobSettings settings) {
        return new Retention(jobs, store, settings);
    }

    @Bean
    RunRecords runRecords(JdbcClient jdbc, LogReader reader, JobGraphs graphs) {
        return new LoggedRuns(jdbc, reader, graphs);
    }

    @Bean
    RunEvents runEvents(JdbcClient jdbc, LogReader reader, JobGraphs graphs) {
        return new LoggedEvents(jdbc, reader, graphs);
    }

    @Bean
    JobGraphs jobGraphs(JdbcClient jdbc, Workbench workbench) {
        return new JobGraphs(jdbc, new Graphs(workbench));
    }

    @Bean
    JobMeters jobMeters(JdbcClient jdbc) {
        return new JobMeters(jdbc);
    }

    @Bean
    Leftovers leftovers(JdbcClient jdbc, Ledger ledger) {
        return new Leftovers(jdbc, ledger);
    }

    @Bean
    DbSchedulerStarter workersStart(
            Scheduler scheduler,
            Leftovers leftovers,
            RoleSettings settings,
            ObjectProvider<SelfTest> selfTest,
            ObjectProvider<PostgresServer> ownServer) {
        // the home's lock keeps every other process away from a server of our own
        boolean alone = ownServer.getIfAvailable() != null;
        return new WorkersStart(
                scheduler,
                leftovers,
                settings.role(),
                alone,
                () -> selfTest.ifAvailable(SelfTest::run));
    }

    /** Holds for the process's log, from before the queue is made until after it has stopped. */
    @Bean
    InstalledFilter storageLog() {
        var log = LoggerFactory.getLogger(StorageLog.class);
        return new InstalledFilter(new StorageLog(log::error, InstantSource.system()));
    }

    @Bean
    static WorkerThreads workerThreads(Environment environment) {
        return new WorkerThreads(environment);
    }

    @Bean
    @DependsOn("storageLog")
    DbSchedulerCustomizer queueSettings() {
        var name = "circuitry-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<SchedulerName> schedulerName() {
                return Optional.of(new SchedulerName.Fixed(name.substring(0, 32)));
            }

            @Override
            public Optional<Serializer> serializer() {
                return Optional.of(new Jackson3Serializer());
            }
        };
    }
}
