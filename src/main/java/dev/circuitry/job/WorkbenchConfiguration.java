package dev.circuitry.job;

import dev.circuitry.dataset.Datasets;
import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.SpecReader;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the room real experiments. */
@Configuration(proxyBeanMethods = false)
class WorkbenchConfiguration {
    @Bean
    Workbench workbench(Experiments experiments, SpecReader reader) {
        return new ExperimentWorkbench(experiments, reader);
    }

    @Bean
    @ConditionalOnWebApplication // a command has no time to lose
    SelfTest selfTest(Workbench workbench, WorkerSettings workers, RoleSettings settings) {
        return new SelfTest(workbench, settings.role().works() ? workers.devices() : List.of());
    }

    @Bean
    SpecReader.DatasetLookup datasetLookup(Datasets datasets) {
        return datasets::find;
    }
}
