package dev.bac.store;

import dev.bac.store.embedded.PostgresFailure;
import dev.bac.store.embedded.Server;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;

/**
 * A PostgreSQL 18 of our own under {@code <data folder>/postgres}: durable (fsync, checksums), reachable from this
 * machine only, signed in to with a random password that only the folder's owner can read.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String DATABASE = "bac";

    private final Server server;

    private EmbeddedPostgres(Server server) {
        this.server = server;
    }

    /**
     * Starts the server of a data folder, made on first use.
     *
     * @throws PostgresFailure when it cannot be had, in one of its named kinds
     */
    public static EmbeddedPostgres start(Path dataFolder) {
        return start(dataFolder, InstantSource.system());
    }

    static EmbeddedPostgres start(Path dataFolder, InstantSource clock) {
        Server server = Server.start(dataFolder.resolve("postgres"), clock);
        var postgres = new EmbeddedPostgres(server);
        try {
            postgres.createDatabase();
            return postgres;
        } catch (SQLException e) {
            server.close();
            throw new StoreException.Unreachable("the embedded PostgreSQL refuses its own user: " + e.getMessage(), e);
        }
    }

    private void createDatabase() throws SQLException {
        PostgresAddress admin = address().inDatabase("postgres");
        try (Connection connection = DriverManager.getConnection(admin.jdbcUrl(), admin.user(), admin.password());
                Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'bac'")) {
            if (!there.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    /** The database, signed in as superuser. */
    public PostgresAddress address() {
        return new PostgresAddress("127.0.0.1", server.port(), DATABASE, server.user(), server.password());
    }

    /** Stops the server; what is committed stays. */
    @Override
    public void close() {
        server.close();
    }
}
