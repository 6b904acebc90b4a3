package dev.circuitry.job;

import dev.circuitry.dataset.Datasets;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the room needs around it, with toys for experiments. */
@TestConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ToyApplication {
    @Bean
    ToyWorkbench workbench() {
        return new ToyWorkbench();
    }

    @Bean
    Datasets datasets(JdbcClient jdbc) {
        return new Datasets(jdbc);
    }
}
