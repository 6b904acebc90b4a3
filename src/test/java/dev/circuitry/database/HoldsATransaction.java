package dev.circuitry.database;

import java.sql.Connection;
import java.sql.DriverManager;

/**
 * Starts a server on the home given, commits a row, and stays in a transaction with a second one
 * until killed.
 */
final class HoldsATransaction {
    private HoldsATransaction() {}

    public static void main(String[] args) throws Exception {
        try (HomeLock lock = HomeLock.acquire(Home.at(args[0]));
                PostgresServer server = PostgresServer.start(lock);
                Connection connection =
                        DriverManager.getConnection(
                                server.jdbcUrl(), server.user(), server.password())) {
            Rows.run(connection, "CREATE TABLE killed AS SELECT 'committed' AS word");
            connection.setAutoCommit(false);
            Rows.run(connection, "INSERT INTO killed VALUES ('uncommitted')");
            System.out.println("open");
            System.in.read();
        }
    }
}
