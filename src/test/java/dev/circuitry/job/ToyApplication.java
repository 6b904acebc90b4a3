package dev.circuitry.job;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What the room needs around it, with toys for experiments. */
@TestConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ToyApplication {
    @Bean
    ToyWorkbench workbench() {
        return new ToyWorkbench();
    }
}
