package dev.bac.orchestrator.command.instance;

import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.config.SettingsReader;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that touches an instance takes: its folder, its configuration. */
public final class Options {
    @Option(names = "--data", paramLabel = "FOLDER", description = "Data folder (BAC_DATA; default data).")
    @Nullable Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration (BAC_CONFIG; default bac.yaml).")
    @Nullable Path config;

    /** The settings: command line before environment before file before default. */
    public Settings settings(@Nullable String host, @Nullable Integer port) {
        Optional<Path> named =
                Optional.ofNullable(config).or(() -> environment("BAC_CONFIG").map(Path::of));
        Settings read = new SettingsReader(System::getenv).read(named.orElse(Path.of("bac.yaml")), named.isPresent());
        var server = read.server();
        return read.with(new ServerSettings(
                Optional.ofNullable(host).orElse(server.host()),
                Optional.ofNullable(port)
                        .or(() -> environment("BAC_PORT").map(Options::port))
                        .orElse(server.port()),
                Optional.ofNullable(data)
                        .or(() -> environment("BAC_DATA").map(Path::of))
                        .orElse(server.data())));
    }

    public Settings settings() {
        return settings(null, null);
    }

    /** What holds when nobody sets anything: for commands that measure or test on a folder of their own. */
    public Settings defaults() {
        return new SettingsReader(System::getenv).read(Path.of("no-such-folder", "bac.yaml"), false);
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new Wrong("BAC_PORT must be a port from 0 to 65535, not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isBlank());
    }
}
