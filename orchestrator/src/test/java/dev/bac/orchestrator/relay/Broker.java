package dev.bac.orchestrator.relay;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka in a process of its own, broker and controller in one. */
final class Broker implements AutoCloseable {
    private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";
    private static final int TRIES = 5;

    private final Path folder;
    private final int port;
    private Process process;

    private Broker(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts one; ports that somebody took meanwhile are left for others. */
    static Broker start(Path folder) throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            Path own = Files.createDirectory(folder.resolve("kafka" + attempt));
            int port = free();
            configure(own, port, free());
            try {
                return new Broker(own, port, launch(own, port));
            } catch (IOException ended) {
                if (attempt == TRIES) {
                    throw ended;
                }
            }
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void restart() throws IOException, InterruptedException {
        process = launch(folder, port);
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void configure(Path folder, int port, int controller) throws IOException, InterruptedException {
        Path file = folder.resolve("server.properties");
        Files.writeString(file, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                advertised.listeners=PLAINTEXT://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                log.dirs=%s
                num.partitions=3
                auto.create.topics.enable=true
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                """.formatted(controller, port, controller, port, folder.resolve("logs")));
        var formatting = java("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", file.toString());
        String told = new String(formatting.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (formatting.waitFor() != 0) {
            throw new IOException("no storage for Kafka: " + told);
        }
    }

    /** Kafka speaks to log4j itself, which must not lead to our own log there. */
    private static Process java(String... mainAndArguments) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("log4j-to-slf4j"))
                .collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classPath));
        command.addAll(List.of(mainAndArguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Process launch(Path folder, int port) throws IOException, InterruptedException {
        var process = java("kafka.Kafka", folder.resolve("server.properties").toString());
        var told = Thread.ofVirtual().start(() -> read(process));
        while (!answers(port)) {
            if (!process.isAlive()) {
                told.join();
                throw new IOException("Kafka ended with " + process.exitValue());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return process;
    }

    /** A process whose output nobody reads stands still. */
    private static void read(Process process) {
        try {
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // As it may.
        }
    }

    /** True when it is this cluster that answers there, and nobody else who has the port. */
    private static boolean answers(int port) throws InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
            return CLUSTER.equals(admin.describeCluster().clusterId().get(2, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
