package dev.circuitry.dataset;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
class DatasetConfiguration {
    @Bean
    Datasets datasets(JdbcClient jdbc) {
        return new Datasets(jdbc);
    }
}
