package dev.circuitry.cli;

import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.SpecReader;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is needed to read a specification, without a database. */
@Configuration(proxyBeanMethods = false)
class ExperimentConfiguration {
    @Bean
    Experiments experiments() {
        return new Experiments();
    }

    @Bean
    SpecReader specReader(
            Experiments experiments,
            @Value("${circuitry.workers.devices:cpu}") List<String> devices) {
        return new SpecReader(experiments.tasks(), experiments.models(), devices);
    }
}
