package dev.bac.orchestrator.command.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bac.orchestrator.command.instance.Failed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** How long it takes until an instance can be used, with the launcher and everything, as a user starts it. */
record StartBench(Path data) {
    private static final int STARTS = 5;
    private static final int STOP_SECONDS = 60;

    void run() {
        var cold = new Samples(1);
        start(cold);
        cold.print("baseline: first start, making the company");
        var warm = new Samples(STARTS);
        for (int i = 0; i < STARTS; i++) {
            start(warm);
        }
        warm.print("warm start until ready");
    }

    private void start(Samples samples) {
        String launcher = Path.of(System.getProperty("bac.home", "."), "bac").toString();
        var builder = new ProcessBuilder(launcher, "up", "--port", "0", "--data", data.toString())
                .redirectError(Redirect.DISCARD);
        var started = new Process[1];
        samples.time(() -> started[0] = ready(builder));
        Process process = started[0];
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new Failed("an instance did not stop within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted", e);
        }
    }

    /** It prints its address when it can serve. */
    private static Process ready(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            if (process.inputReader(UTF_8).readLine() == null) {
                throw new Failed("an instance did not start; try ./bac up");
            }
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("the launcher cannot be run", e);
        }
    }
}
