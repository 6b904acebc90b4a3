package dev.circuitry.job;

import dev.circuitry.dataset.Datasets;
import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.SpecReader;
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
    SpecReader.DatasetLookup datasetLookup(Datasets datasets) {
        return datasets::find;
    }
}
