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

/**
 * Puts the room together; what it needs of experiments comes from {@link WorkbenchConfiguration}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
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
    Ledger ledger(JobRepository jobs, LogRows rows) {
        return new Ledger(jobs, rows);
    }

    @Bean
    JobRunner jobRunner(Workbench workbench, Ledger ledger, LogRows rows, LogReader reader) {
        return new JobRunner(workbench, ledger, rows, reader);
    }

    @Bean
    Task<String> jobTask(JobRunner runner, Ledger ledger, Devices devices) {
        return new Workers(runner, ledger, devices).task();
    }

    @Bean
    Jobs jobs(
            JobRepository jobs,
            JdbcClient jdbc,
            Scheduler scheduler,
            Workbench workbench,
            Datasets datasets) {
        return new StoredJobs(
                jobs, new JobViews(jdbc), new JobQueue(scheduler, jdbc), workbench, datasets);
    }

    @Bean
    RunRecords runRecords(JdbcClient jdbc, LogReader reader, Workbench workbench) {
        return new LoggedRuns(jdbc, reader, new Graphs(workbench));
    }

    @Bean
    Leftovers leftovers(JdbcClient jdbc, Ledger ledger) {
        return new Leftovers(jdbc, ledger);
    }

    @Bean
    DbSchedulerStarter workersStart(
            Scheduler scheduler, Leftovers leftovers, ObjectProvider<PostgresServer> ownServer) {
        // the home's lock keeps every other process away from a server of our own
        boolean alone = ownServer.getIfAvailable() != null;
        return new WorkersStart(scheduler, leftovers, alone);
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
