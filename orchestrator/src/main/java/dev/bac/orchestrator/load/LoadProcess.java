package dev.bac.orchestrator.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Callers in a process of their own, so that what they cost is not counted as ours: an order a line, an answer a line. */
public final class LoadProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private LoadProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    public static LoadProcess start() throws IOException {
        return new LoadProcess(java(LoadProcess.class, "-Xmx512m"));
    }

    /** A process of this program's class path that runs that class. */
    public static Process java(Class<?> main, String heap) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new ProcessBuilder(List.of(java, heap, "-cp", System.getProperty("java.class.path"), main.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What to ask, where. */
    public record Target(int port, String path, String key, String body) {}

    /** Callers that each ask one after another. */
    public Times closed(Target target, int callers, Duration time) throws IOException {
        return Times.read(order("closed", target, callers, time));
    }

    /** So many requests a second. */
    public Times open(Target target, int rate, Duration time) throws IOException {
        return Times.read(order("open", target, rate, time));
    }

    /** Opens so many streams and reads them until {@link #close}; returns how many began to answer. */
    public int streams(Target target, int streams, Duration within) throws IOException {
        return Integer.parseInt(order("streams", target, streams, within));
    }

    private String order(String kind, Target target, int number, Duration time) throws IOException {
        orders.write("%s %d %d %d %s %s %s%n"
                .formatted(kind, number, time.toMillis(), target.port(), target.path(), target.key(), target.body()));
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the process that asks has ended");
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] args) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] order = line.split(" ", 7);
            int number = Integer.parseInt(order[1]);
            var time = Duration.ofMillis(Long.parseLong(order[2]));
            int port = Integer.parseInt(order[3]);
            String told =
                    switch (order[0]) {
                        case "open" ->
                            new Load(port, order[4], order[5], order[6])
                                    .open(number, time)
                                    .line();
                        case "closed" ->
                            new Load(port, order[4], order[5], order[6])
                                    .closed(number, time)
                                    .line();
                        case "streams" ->
                            Integer.toString(new SlowReaders(port, Load.request(order[4], order[5], order[6]))
                                    .open(number, time));
                        default -> throw new IOException("unknown order " + order[0]);
                    };
            System.out.println(told);
        }
    }
}
