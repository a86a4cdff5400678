package dev.bac.orchestrator.command.instance;

import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.Demo;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.orchestrator.platform.Tenancy;
import dev.bac.retrieval.onnx.BgeEmbedder;
import dev.bac.store.PostgresAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** An instance that this process runs, with its first company and the file that lets other commands find it. */
public final class Running implements AutoCloseable {
    /** Keys of instances; those that a crash left behind are ended at the next start. */
    private static final String LABEL = "running instance";

    private final Platform platform;
    private final Member admin;
    private final WhileOpen open;

    private Running(Platform platform, Member admin, WhileOpen open) {
        this.platform = platform;
        this.admin = admin;
        this.open = open;
    }

    /** Runs one for as long as a command takes. */
    public static Running start(Settings settings, boolean withDemo) {
        return start(settings, withDemo, OptionalInt.empty());
    }

    /** @param stopped exit code of the process when a signal ends it; empty: the signal's own */
    public static Running start(Settings settings, boolean withDemo, OptionalInt stopped) {
        Path data = settings.server().data();
        InstanceFile.find(data).ifPresent(running -> {
            throw new Failed(
                    "an instance runs on %s already: %s, process %d; use that, stop it, or choose another --data"
                            .formatted(data, running.address(), running.pid()));
        });
        Clock clock = Clock.systemUTC();
        var open = new WhileOpen(stopped);
        try {
            var embedder = BgeEmbedder.loading();
            var planner = Planners.builtIn(clock, embedder);
            Platform platform =
                    Platform.start(new Platform.Outside(settings, System.getenv(), planner, embedder, clock));
            open.opened(() -> end(platform, data));
            var tenancy = new Tenancy(platform.access(), platform.toolbox(), Servers.NAMES);
            Optional<Demo> demo = withDemo ? Optional.of(new Nordlicht()) : Optional.empty();
            Member admin = new FirstStart(platform.access(), tenancy, clock)
                    .ensure(demo, member -> leaveFile(platform, member, data));
            tenancy.catchUp((server, company) ->
                    platform.server(server).store().tenants().state(company).isPresent());
            Warming.start(planner, embedder, platform, data);
            return new Running(platform, admin, open);
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    public Platform platform() {
        return platform;
    }

    /** A link that signs the admin in, once. */
    public String signInLink() {
        String secret = platform.access().links().create(admin).text();
        return platform.baseUrl() + "/signin?token=" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        open.close();
    }

    private static void end(Platform platform, Path data) throws IOException {
        try {
            InstanceFile.remove(data);
            platform.access().keys().revokeAll(LABEL);
        } finally {
            platform.close();
        }
    }

    private static void leaveFile(Platform platform, Member admin, Path data) {
        var keys = platform.access().keys();
        keys.revokeAll(LABEL);
        String key = keys.create(admin, Set.copyOf(admin.roles()), LABEL, Optional.empty())
                .text();
        PostgresAddress database = platform.storage().address();
        try {
            InstanceFile.ofThisProcess(URI.create(platform.baseUrl()), key, Connections.url(database))
                    .write(data);
        } catch (IOException e) {
            throw new Failed("cannot write into " + data + "; make it writable, or choose another with --data", e);
        }
    }
}
