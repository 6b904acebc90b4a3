package dev.circuitry.testing;

import dev.circuitry.database.Home;
import dev.circuitry.database.HomeLock;
import dev.circuitry.database.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.springframework.boot.SpringApplication;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The one server of a test run, started when first asked for and stopped after the last Spring
 * context.
 */
record SharedPostgres(UnaryOperator<String> urls, String user, String password) {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    static SharedPostgres instance() {
        return Lazy.INSTANCE;
    }

    String url(String database) {
        return urls.apply(database);
    }

    String createDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return name;
    }

    private static SharedPostgres start() {
        boolean docker = DockerClientFactory.instance().isDockerAvailable();
        SharedPostgres server = docker ? startContainer() : startOwn();
        server.dropOfEarlierRuns();
        return server;
    }

    @SuppressWarnings("resource") // closed by the shutdown handler
    private static SharedPostgres startContainer() {
        PostgreSQLContainer container =
                new PostgreSQLContainer("postgres:" + PostgresServer.MAJOR_VERSION);
        container.start();
        SpringApplication.getShutdownHandlers().add(container::stop);
        return new SharedPostgres(
                database ->
                        "jdbc:postgresql://%s:%d/%s"
                                .formatted(
                                        container.getHost(),
                                        container.getMappedPort(
                                                PostgreSQLContainer.POSTGRESQL_PORT),
                                        database),
                container.getUsername(),
                container.getPassword());
    }

    /**
     * Its home stays below target: unpacked once, and a run that was killed leaves no server for
     * long.
     */
    private static SharedPostgres startOwn() {
        HomeLock lock = HomeLock.acquire(Home.at("target/test-postgres"));
        PostgresServer server = PostgresServer.start(lock);
        SpringApplication.getShutdownHandlers().add(() -> close(server, lock));
        return new SharedPostgres(server::jdbcUrl, server.user(), server.password());
    }

    private static void close(PostgresServer server, HomeLock lock) {
        try (lock) {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void dropOfEarlierRuns() {
        List<String> names = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT datname FROM pg_database WHERE datname LIKE 'test\\__%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        names.forEach(name -> execute("DROP DATABASE " + name));
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url("postgres"), user, password);
    }

    private static final class Lazy {
        private static final SharedPostgres INSTANCE = start();
    }
}
