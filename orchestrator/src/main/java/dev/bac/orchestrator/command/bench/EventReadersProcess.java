package dev.bac.orchestrator.command.bench;

import dev.bac.orchestrator.load.EventReaders;
import dev.bac.orchestrator.load.EventReaders.Counts;
import dev.bac.orchestrator.load.LoadProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Readers in a process of their own: a process may open only so many files, and their memory is not the node's. */
record EventReadersProcess(Process process, BufferedReader answers, Writer orders) implements AutoCloseable {

    static EventReadersProcess start() throws IOException {
        Process process = LoadProcess.java(EventReaders.class, "-Xmx512m");
        return new EventReadersProcess(
                process, process.inputReader(StandardCharsets.UTF_8), process.outputWriter(StandardCharsets.UTF_8));
    }

    /** Opens so many, spread over the conversations. */
    Counts open(int port, String key, int streams, List<UUID> conversations) throws IOException {
        return order("open %d %s %d %s%n"
                .formatted(
                        port,
                        key,
                        streams,
                        conversations.stream().map(UUID::toString).collect(Collectors.joining(","))));
    }

    /** Waits until all have read how their run ended. */
    Counts await(Duration longest) throws IOException {
        return order("wait %d%n".formatted(longest.toMillis()));
    }

    private Counts order(String order) throws IOException {
        orders.write(order);
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the process that reads has ended");
        }
        return Counts.read(answer);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
