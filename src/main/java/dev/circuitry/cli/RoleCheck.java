package dev.circuitry.cli;

import dev.circuitry.job.Role;
import dev.circuitry.spec.WireName;
import java.util.Locale;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.util.StringUtils;

/**
 * Refuses a role that there is not, and half of the work on the database in the home, which serves
 * a single process: nobody could do the other half.
 */
final class RoleCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var written = event.getEnvironment().getProperty("circuitry.role", "all");
        var role =
                WireName.parse(Role.class, written.toLowerCase(Locale.ROOT))
                        .orElseThrow(
                                () ->
                                        Refusal.wrongRequest(
                                                "circuitry.role must be all, api or worker, but is "
                                                        + written
                                                        + "."));
        var database = event.getEnvironment().getProperty("spring.datasource.url");
        if (role != Role.ALL && !StringUtils.hasText(database)) {
            throw Refusal.wrongRequest(
                    "circuitry.role="
                            + written
                            + " is for several processes on one database, and the one in the home serves a single"
                            + " process. Name a database with --spring.datasource.url, or leave the role at all.");
        }
    }
}
