package dev.bac.orchestrator.command.instance;

import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.Storage;
import dev.bac.store.PostgresAddress;
import dev.bac.store.UuidV7;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** The database of a data folder, whether or not an instance runs on it. */
public final class Connections {
    private Connections() {}

    /**
     * Beside the running instance, or with a PostgreSQL of its own for as long as the command takes.
     *
     * @param open closes it
     */
    public static Storage open(Settings settings, WhileOpen open) {
        try {
            Storage storage = open(settings);
            open.opened(storage);
            return storage;
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    private static Storage open(Settings settings) {
        Clock clock = Clock.systemUTC();
        var ids = new UuidV7(clock, new SecureRandom());
        Path data = settings.server().data();
        return InstanceFile.find(data)
                .map(instance -> Storage.beside(PostgresAddress.parse(instance.database()), clock, ids))
                .orElseGet(() -> Storage.open(settings, clock, ids));
    }

    /** As {@link PostgresAddress#parse} reads it. */
    public static String url(PostgresAddress address) {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                        encoded(address.user()),
                        encoded(address.password()),
                        address.host(),
                        address.port(),
                        address.database());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
