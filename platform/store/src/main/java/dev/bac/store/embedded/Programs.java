package dev.bac.store.embedded;

import dev.bac.store.embedded.PostgresFailure.NoPrograms;
import dev.bac.store.embedded.PostgresFailure.WillNotRun;
import java.io.File;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs and other commands to their end. */
final class Programs {
    private static final int OUTPUT_LIMIT = 4000;

    private final Path binaries;
    private final Machine machine;
    private final Account account;

    Programs(Path binaries, Machine machine, Account account) {
        this.binaries = binaries;
        this.machine = machine;
        this.account = account;
    }

    /** What a command said, cut to its last 4,000 characters. */
    record Outcome(int exit, String output) {
        boolean succeeded() {
            return exit == 0;
        }
    }

    /** Runs one of PostgreSQL's programs under the account that it accepts. */
    Outcome run(Duration limit, String program, String... arguments) {
        List<String> command = new ArrayList<>(account.prefix());
        command.add(binaries.resolve("bin").resolve(machine.program(program)).toString());
        command.addAll(List.of(arguments));
        return execute(command, limit);
    }

    static Outcome execute(List<String> command, Duration limit) {
        try {
            // A file and not a pipe: the server that pg_ctl leaves behind would keep a pipe open for ever.
            Path output = Files.createTempFile("bac-postgres", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(nullDevice()));
                builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
                builder.environment().put("LC_ALL", "C");
                Process process = builder.start();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new WillNotRun(command.getFirst() + " did not end within " + limit.toSeconds() + " s", null);
                }
                return new Outcome(process.exitValue(), tail(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new NoPrograms("cannot run " + command.getFirst() + " (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WillNotRun("interrupted while " + command.getFirst() + " ran", e);
        }
    }

    static String tail(Path file) throws IOException {
        return since(file, 0);
    }

    /** What a file holds from an offset on, cut to its last 4,000 characters. */
    static String since(Path file, long offset) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(offset, channel.size() - OUTPUT_LIMIT));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static File nullDevice() {
        return new File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
