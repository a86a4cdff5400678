package dev.bac.orchestrator.config;

import java.nio.file.Path;

/**
 * Where the instance listens and keeps its data.
 *
 * @param host address to listen on; loopback unless somebody says otherwise
 * @param port 0 takes a free one
 * @param data the data folder
 */
public record ServerSettings(String host, int port, Path data) {

    static ServerSettings read(Section section) {
        var read = new ServerSettings(
                section.text("host").orElse("127.0.0.1"),
                section.whole("port", 8080, 0, 65_535),
                Path.of(section.text("data").orElse("data")));
        section.done();
        return read;
    }
}
