package dev.circuitry.cli;

import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.OperationThreads;
import dev.circuitry.experiment.Resources;
import dev.circuitry.experiment.SpecReader;
import dev.circuitry.model.format.ModelFolders;
import dev.circuitry.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** What is needed to read a specification, without a database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelSettings.class)
class ExperimentConfiguration {
    private static final Logger log = LoggerFactory.getLogger(ExperimentConfiguration.class);

    @Bean
    Experiments experiments(ModelSettings settings, Environment environment) {
        var folders = new ModelFolders(List.of(settings.folder()), List.of(settings.cache()));
        log.info(
                "Models are looked for in {} and {}: {}; {} MiB a device for weights",
                settings.folder(),
                settings.cache(),
                found(folders),
                settings.bytes() >> 20);
        var resources =
                new Resources(settings.bytes(), runBytes(environment), threads(environment));
        return new Experiments(folders, resources);
    }

    private static long runBytes(Environment environment) {
        return Binder.get(environment)
                .bind("circuitry.workers.memory", DataSize.class)
                .map(DataSize::toBytes)
                .orElseGet(() -> ModelSettings.physicalMemory() / 2 / devices(environment).size());
    }

    private static OperationThreads threads(Environment environment) {
        int fixed =
                Binder.get(environment).bind("circuitry.workers.threads", Integer.class).orElse(0);
        if (fixed < 0) {
            throw new IllegalArgumentException(
                    "circuitry.workers.threads is " + fixed + ": write 0, or how many threads");
        }
        long onCpu = devices(environment).stream().filter("cpu"::equals).count();
        int cores = Runtime.getRuntime().availableProcessors();
        return new OperationThreads(fixed, cores, (int) onCpu);
    }

    private static List<String> devices(Environment environment) {
        return Binder.get(environment)
                .bind("circuitry.workers.devices", Bindable.listOf(String.class))
                .orElse(List.of("cpu"));
    }

    /**
     * A place that cannot be read keeps nobody from starting: those who ask for models are told.
     */
    private static String found(ModelFolders folders) {
        try {
            return folders.all().size() + " found";
        } catch (ProblemException unreadable) {
            return unreadable.detail();
        }
    }

    @Bean
    SpecReader specReader(
            Experiments experiments,
            ObjectProvider<SpecReader.DatasetLookup> datasets,
            Environment environment) {
        return experiments.specReader(
                datasets.getIfAvailable(() -> id -> Optional.empty()), devices(environment));
    }
}
