package dev.bac.orchestrator.command;

import dev.bac.orchestrator.access.ApiKeys;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.Demo;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.orchestrator.platform.Tenancy;
import dev.bac.store.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** An instance that this process runs, with its first company and the file that lets other commands find it. */
final class Running implements AutoCloseable {
    /** Keys of instances; those that a crash left behind are ended at the next start. */
    private static final String LABEL = "running instance";

    private final Platform platform;
    private final Path data;
    private final Member admin;
    private final ApiKeys keys;

    private Running(Platform platform, Path data, Member admin) {
        this.platform = platform;
        this.data = data;
        this.admin = admin;
        this.keys = platform.access().keys();
    }

    static Running start(Settings settings, boolean withDemo) {
        Clock clock = Clock.systemUTC();
        Platform platform =
                Platform.start(new Platform.Outside(settings, System.getenv(), Planners.builtIn(clock), clock));
        try {
            var tenancy = new Tenancy(platform.access(), platform.toolbox(), Servers.NAMES);
            Optional<Demo> demo = withDemo ? Optional.of(new Nordlicht()) : Optional.empty();
            Member admin = new FirstStart(platform.access(), tenancy, clock).ensure(demo);
            var running = new Running(platform, settings.server().data(), admin);
            running.leaveFile();
            return running;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    Platform platform() {
        return platform;
    }

    /** A link that signs the admin in, once. */
    String signInLink() {
        String secret = platform.access().links().create(admin).text();
        return platform.baseUrl() + "/signin?token=" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            InstanceFile.remove(data);
            keys.revokeAll(LABEL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            platform.close();
        }
    }

    private void leaveFile() {
        keys.revokeAll(LABEL);
        String key = keys.create(admin, Set.copyOf(admin.roles()), LABEL, Optional.empty())
                .text();
        PostgresAddress database = platform.storage().address();
        try {
            new InstanceFile(
                            URI.create(platform.baseUrl()),
                            key,
                            Connections.url(database),
                            ProcessHandle.current().pid())
                    .write(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + data, e);
        }
    }
}
