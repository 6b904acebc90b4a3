package dev.circuitry.testing;

import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * Gives a test class an empty database of its own, on a server that the whole run shares: a
 * container where a Docker engine answers, the server that comes along elsewhere. It stays until
 * the run ends, as Spring's cached contexts do.
 *
 * <pre>{@code
 * @RegisterExtension static final PostgresExtension POSTGRES = new PostgresExtension();
 *
 * @DynamicPropertySource
 * static void properties(DynamicPropertyRegistry registry) {
 *     POSTGRES.register(registry);
 * }
 * }</pre>
 *
 * <p>Without Spring: {@link #dataSource()}. The database has no tables until Flyway makes them.
 */
public final class PostgresExtension implements BeforeAllCallback {
    private @Nullable String database;

    @Override
    public void beforeAll(ExtensionContext context) {
        database = SharedPostgres.instance().createDatabase();
    }

    /**
     * Makes the database the application's, and keeps the application out of the home of whoever
     * runs the tests.
     */
    public void register(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", this::url);
        registry.add("spring.datasource.username", this::user);
        registry.add("spring.datasource.password", this::password);
        registry.add("circuitry.home", () -> "target/test-home");
    }

    public String url() {
        return SharedPostgres.instance()
                .url(Objects.requireNonNull(database, "register it as a static extension"));
    }

    public String user() {
        return SharedPostgres.instance().user();
    }

    public String password() {
        return SharedPostgres.instance().password();
    }

    /** Connections without a pool. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(user());
        source.setPassword(password());
        return source;
    }
}
