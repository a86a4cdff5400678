package dev.bac.orchestrator.command;

import dev.bac.llm.routing.Catalogue;
import dev.bac.orchestrator.command.instance.ChatClient;
import dev.bac.orchestrator.command.instance.Connections;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.WhileOpen;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.Models;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bac doctor}: what is missing here, and how to mend it. */
@Command(name = "doctor", description = "Check this machine.", mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final int JAVA = 25;

    @Mixin
    private final Options options = new Options();

    private boolean ill;

    @Override
    public Integer call() {
        int version = Runtime.version().feature();
        told("Java", version >= JAVA, "version " + version, "install JDK 25 and point JAVA_HOME at it");
        Settings settings = options.settings(null, null);
        told("Configuration", true, "readable", "");
        Path data = settings.server().data();
        boolean writable = Files.isWritable(Files.exists(data) ? data : parent(data));
        told("Data folder", writable, data.toString(), "make it writable, or choose another with --data");
        Optional<InstanceFile> instance = InstanceFile.find(data);
        if (instance.isPresent()) {
            told("Instance", true, "runs at " + instance.get().address(), "");
            checkServers(settings, instance.get());
        } else {
            checkPort(settings);
            checkDatabase(settings);
            settings.tools()
                    .servers()
                    .forEach(server -> System.out.printf(
                            "· %-16s named, at %s; asked when an instance runs%n", server.name(), server.at()));
        }
        Models.find(settings.models(), System.getenv(), Catalogue.shipped(), Clock.systemUTC())
                .all()
                .forEach(provider -> System.out.printf(
                        "%s %-16s %s%n", provider.chat().isPresent() ? "✓" : "·", provider.name(), provider.why()));
        return ill ? 1 : 0;
    }

    /** How the servers of others are, as the running instance finds them. */
    private void checkServers(Settings settings, InstanceFile instance) {
        if (settings.tools().servers().isEmpty()) {
            return;
        }
        try {
            for (var server : new ChatClient(instance).get("/api/v1/servers").path("items")) {
                boolean ready = server.path("state").asString("").equals("ready");
                System.out.println((ready ? "✓ " : "· ") + ServersCommand.line(server));
            }
        } catch (IOException | Failed e) {
            told("Servers", false, String.valueOf(e.getMessage()), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkPort(Settings settings) {
        int port = settings.server().port();
        boolean free;
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.server().host(), port));
            free = true;
        } catch (IOException e) {
            free = false;
        }
        told("Port " + port, free, free ? "free" : "in use", "stop what uses it, or choose another with --port");
    }

    private void checkDatabase(Settings settings) {
        try (var open = new WhileOpen(OptionalInt.empty())) {
            told("PostgreSQL", true, Connections.open(settings, open).address().toString(), "");
        } catch (RuntimeException e) {
            told("PostgreSQL", false, String.valueOf(e.getMessage()), "");
        }
    }

    private void told(String what, boolean well, String how, String mend) {
        ill |= !well;
        System.out.printf("%s %-16s %s%s%n", well ? "✓" : "✗", what, how, well || mend.isEmpty() ? "" : ": " + mend);
    }

    private static Path parent(Path data) {
        Path parent = data.toAbsolutePath().getParent();
        return parent == null ? data : parent;
    }
}
