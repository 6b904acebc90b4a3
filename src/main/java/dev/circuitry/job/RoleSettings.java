package dev.circuitry.job;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * This process among those on its database.
 *
 * @param role what it does
 */
@ConfigurationProperties("circuitry")
public record RoleSettings(@DefaultValue("all") Role role) {}
