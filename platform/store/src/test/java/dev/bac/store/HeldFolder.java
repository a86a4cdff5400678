package dev.bac.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;

/** Another Java process that holds a data folder and commits one row after the other until it is killed. */
final class HeldFolder implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private int acknowledged;

    private HeldFolder(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static HeldFolder by(List<String> prefix, String classPath, Path folder) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                HeldFolder.class.getName(),
                folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        return new HeldFolder(builder.start());
    }

    static HeldFolder by(Path folder) throws IOException {
        return by(List.of(), System.getProperty("java.class.path"), folder);
    }

    /** Waits until the process has acknowledged this many rows. */
    HeldFolder untilAcknowledged(int rows) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.equals("committed " + rows)) {
                acknowledged = rows;
                return this;
            }
        }
        throw new AssertionError("the process ended: " + said);
    }

    long pid() {
        return process.pid();
    }

    /** kill -9. @return the last row that was acknowledged */
    int kill() throws IOException, InterruptedException {
        process.toHandle().destroyForcibly(); // not through Process, which would close its output
        process.waitFor();
        return output.lines()
                .filter(line -> line.startsWith("committed "))
                .mapToInt(line -> Integer.parseInt(line.substring("committed ".length())))
                .max()
                .orElse(acknowledged);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
        PostgresAddress address = postgres.address();
        System.out.println("as " + Files.getOwner(Path.of(arguments[0], "postgres", "cluster")));
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS kept (n int PRIMARY KEY)");
            for (int n = 1; ; n++) {
                statement.execute("INSERT INTO kept VALUES (" + n + ")");
                System.out.println("committed " + n);
            }
        }
    }
}
