package dev.circuitry.database;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where the home is. */
@ConfigurationProperties("circuitry")
record HomeSettings(String home) {}
