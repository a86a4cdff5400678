package dev.bac.llm.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** One request × every provider, as it goes over the wire. {@code -Dgolden.write=true} writes them anew. */
final class Golden {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Golden() {}

    static void compare(String provider, String sent) {
        Path file = Path.of("src", "test", "resources", "golden", provider + ".json");
        String pretty = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(sent)) + "\n";
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.writeString(file, pretty);
            }
            assertThat(JSON.readTree(pretty)).as(pretty).isEqualTo(JSON.readTree(Files.readString(file)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
