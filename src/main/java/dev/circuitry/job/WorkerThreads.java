package dev.circuitry.job;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Sets the queue's threads to one a device. */
final class WorkerThreads implements BeanPostProcessor {
    private final Environment environment;

    WorkerThreads(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DbSchedulerProperties properties) {
            int threads =
                    Binder.get(environment)
                            .bindOrCreate("circuitry.workers", WorkerSettings.class)
                            .devices()
                            .size();
            properties.setThreads(threads);
            // look for the next entry as soon as any thread is free, not only when all are
            properties.setPollingStrategyLowerLimitFractionOfThreads((threads - 0.5) / threads);
        }
        return bean;
    }
}
