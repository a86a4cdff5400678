package dev.bac.orchestrator.crash;

import dev.bac.store.PostgresAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@link WorkflowNode} in a process of its own, which can be killed, or stopped and let go on. */
final class NodeProcess {
    private final String name;
    private final Process process;

    private NodeProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts one; it may not be ready yet.
     *
     * @param classPath of the version that it is to be
     * @param limits {@code usual} or {@code quick}
     */
    static NodeProcess start(String name, String classPath, PostgresAddress address, Path folder, String limits)
            throws IOException {
        return new NodeProcess(
                name,
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-cp",
                                classPath,
                                WorkflowNode.class.getName(),
                                address.host(),
                                Integer.toString(address.port()),
                                address.database(),
                                address.user(),
                                address.password(),
                                folder.toString(),
                                name,
                                limits)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    String name() {
        return name;
    }

    /** Waits until it works on runs. */
    NodeProcess ready() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new AssertionError(name + " ended before it was ready");
            }
        }
        return this;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM: as when a node is replaced. */
    void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** SIGSTOP: it stands still with everything in its hands. */
    void stop() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT: it goes on as though no time had passed. */
    void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("kill " + signal + " ended with " + exit);
        }
    }
}
