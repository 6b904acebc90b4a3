package dev.circuitry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.circuitry.testing.PostgresExtension;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

@Timeout(120)
class DatabaseConfigurationIT {
    @RegisterExtension static final PostgresExtension POSTGRES = new PostgresExtension();

    @TempDir Path home;

    @Test
    void runsOnAServerOfItsOwnAndKeepsItsRows() throws Exception {
        PostgresServer server;
        try (ConfigurableApplicationContext application = start();
                Connection connection = application.getBean(DataSource.class).getConnection()) {
            server = application.getBean(PostgresServer.class);
            assertThat(application.getBean(HikariDataSource.class).getJdbcUrl())
                    .isEqualTo(server.jdbcUrl());
            Rows.run(
                    connection,
                    "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)"
                            + " VALUES ('later', '1', now() + interval '1 hour', false, 1, 5)");
        }
        assertThat(new Home(home).data().resolve("postmaster.pid")).doesNotExist();
        try (ConfigurableApplicationContext application = start();
                Connection connection = application.getBean(DataSource.class).getConnection()) {
            assertThat(Rows.text(connection, "SELECT priority FROM scheduled_tasks"))
                    .isEqualTo("5");
            assertThatExceptionOfType(HomeInUseException.class)
                    .isThrownBy(() -> HomeLock.acquire(new Home(home)))
                    .satisfies(
                            refused ->
                                    assertThat(refused.service()).hasValue(address(application)));
        }
    }

    @Test
    void leavesTheHomeAloneWhereADatabaseIsNamed() throws Exception {
        try (ConfigurableApplicationContext application =
                        start(
                                "--spring.datasource.url=" + POSTGRES.url(),
                                "--spring.datasource.username=" + POSTGRES.user(),
                                "--spring.datasource.password=" + POSTGRES.password());
                Connection connection = application.getBean(DataSource.class).getConnection()) {
            assertThat(application.getBeansOfType(PostgresServer.class)).isEmpty();
            assertThat(application.getBean(Home.class).root()).isEqualTo(home);
            assertThat(home).isEmptyDirectory();
            assertThat(Rows.text(connection, "SELECT count(*) FROM scheduled_tasks"))
                    .isEqualTo("0");
        }
    }

    private ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(Application.class)
                .run(
                        Stream.concat(
                                        Stream.of("--circuitry.home=" + home, "--server.port=0"),
                                        Stream.of(properties))
                                .toArray(String[]::new));
    }

    private static URI address(ConfigurableApplicationContext application) {
        Environment environment = application.getEnvironment();
        return URI.create("http://127.0.0.1:" + environment.getProperty("local.server.port"));
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(DatabaseConfiguration.class)
    static class Application {}
}
