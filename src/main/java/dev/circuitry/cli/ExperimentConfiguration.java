package dev.circuitry.cli;

import dev.circuitry.experiment.Experiments;
import dev.circuitry.experiment.SpecReader;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What is needed to read a specification, without a database. */
@Configuration(proxyBeanMethods = false)
class ExperimentConfiguration {
    @Bean
    Experiments experiments() {
        return new Experiments();
    }

    @Bean
    SpecReader specReader(Experiments experiments, Environment environment) {
        var devices =
                Binder.get(environment)
                        .bind("circuitry.workers.devices", Bindable.listOf(String.class))
                        .orElse(List.of("cpu"));
        return new SpecReader(experiments.tasks(), experiments.models(), devices);
    }
}
