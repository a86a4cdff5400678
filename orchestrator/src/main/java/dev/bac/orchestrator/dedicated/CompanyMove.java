package dev.bac.orchestrator.dedicated;

import dev.bac.identity.TenantId;
import dev.bac.store.EmbeddedPostgres;
import dev.bac.store.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/**
 * Copies a company that stands still into a database of its own, in a data folder of its own below {@code dedicated}: one
 * snapshot of ours, one transaction there, and for each table the number of rows and a checksum over all of them, taken
 * on both sides and compared. A copy that was cut off is made again from the start, or taken away with the server that
 * its death left running. Nothing is removed here.
 */
public final class CompanyMove {
    /** Longer than the database lets a statement run. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration LOOK = Duration.ofMillis(20);
    /** Lies in the copy's folder once the copy is whole. */
    private static final String WHOLE = "whole";

    private final PostgresAddress source;
    private final List<String> schemas;
    private final Path folder;
    private final Consumer<PostgresAddress> prepare;

    /**
     * @param source signed in as superuser: row-level security hides nothing from it
     * @param schemas whose tables are copied
     * @param data of this installation
     * @param prepare makes and migrates all schemas in an empty database
     */
    public CompanyMove(PostgresAddress source, List<String> schemas, Path data, Consumer<PostgresAddress> prepare) {
        this.source = source;
        this.schemas = List.copyOf(schemas);
        this.folder = data.resolve("dedicated");
        this.prepare = prepare;
    }

    /** What was copied of a table; the checksum is MD5 over the rows' own, sorted. */
    public record Table(String name, long rows, String checksum) {}

    /** Where the company now also is. */
    public record Moved(Path folder, List<Table> tables) {
        public Moved {
            tables = List.copyOf(tables);
        }

        /** In all tables. */
        public long rows() {
            return tables.stream().mapToLong(Table::rows).sum();
        }
    }

    /**
     * Copies, compares and stops the new database again.
     *
     * @throws IllegalStateException when a table is not the same on both sides
     */
    public Moved copy(TenantId company) {
        Path place = folder.resolve(company.toString());
        try (var postgres = EmbeddedPostgres.start(place)) {
            Files.deleteIfExists(place.resolve(WHOLE));
            prepare.accept(postgres.address());
            var moved = new Moved(place, copy(company, postgres.address()));
            Files.createFile(place.resolve(WHOLE));
            return moved;
        } catch (SQLException e) {
            throw new IllegalStateException("copying the company failed: SQL state " + e.getSQLState(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a copy away that never became whole; one that did is a person's, and stays. */
    public void takeBack(TenantId company) {
        Path place = folder.resolve(company.toString());
        if (!Files.exists(place) || Files.exists(place.resolve(WHOLE))) {
            return;
        }
        // Starting it stops what an earlier process left running on it.
        EmbeddedPostgres.start(place).close();
        try (var all = Files.walk(place)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Table> copy(TenantId company, PostgresAddress target) throws SQLException {
        try (var from = open(source);
                var to = open(target)) {
            untilWritersHaveEnded(from);
            run(from, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            // Neither triggers nor foreign keys: the rows were right where they come from, and are compared.
            run(to, "SET LOCAL session_replication_role = replica");
            run(from, "SET LOCAL timezone = 'UTC'");
            run(to, "SET LOCAL timezone = 'UTC'");
            var copied = new ArrayList<Table>();
            for (var table : CompanyTables.of(from, schemas, company.value())) {
                run(to, "DELETE FROM " + table.name() + " WHERE " + table.condition());
                pipe(from, to, table);
            }
            for (var table : CompanyTables.of(from, schemas, company.value())) {
                var ours = sum(from, table);
                if (!ours.equals(sum(to, table))) {
                    throw new IllegalStateException(table.name() + " is not the same in both databases");
                }
                copied.add(ours);
            }
            run(to, "UPDATE orchestrator.company SET state = 'active' WHERE id = '" + company + "'");
            for (String schema : schemas) {
                run(to, "UPDATE " + schema + ".tenant SET state = 'ACTIVE' WHERE tenant_id = '" + company + "'");
            }
            to.commit();
            return copied;
        }
    }

    /**
     * A transaction that began before the company was suspended may still commit what a snapshot taken now would miss;
     * one that begins later is refused.
     */
    private static void untilWritersHaveEnded(Connection from) throws SQLException {
        String begun = text(from, "SELECT clock_timestamp()::text");
        String older = "SELECT count(*)::text FROM pg_stat_activity WHERE backend_type = 'client backend'"
                + " AND pid <> pg_backend_pid() AND xact_start <= '" + begun + "'";
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!text(from, older).equals("0")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("a transaction that began before the suspension does not end");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** A transaction each: within one the server tells of its activity as it was at first. */
    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } finally {
            connection.commit();
        }
    }

    private static void pipe(Connection from, Connection to, CompanyTables.Table table) throws SQLException {
        var out = from.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY (" + table.select() + ") TO STDOUT");
        var in = to.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table.name() + " (" + table.columns() + ") FROM STDIN");
        for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
            in.writeToCopy(row, 0, row.length);
        }
        in.endCopy();
    }

    private static Table sum(Connection connection, CompanyTables.Table table) throws SQLException {
        String sql = "SELECT count(*), coalesce(md5(string_agg(h, '' ORDER BY h)), '') FROM (SELECT md5(ROW("
                + table.columns() + ")::text) AS h FROM " + table.name() + " WHERE " + table.condition() + ") AS rows";
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return new Table(table.name(), row.getLong(1), row.getString(2));
        }
    }

    private static Connection open(PostgresAddress address) throws SQLException {
        var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        connection.setAutoCommit(false);
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
