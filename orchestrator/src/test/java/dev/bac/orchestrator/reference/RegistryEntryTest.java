package dev.bac.orchestrator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.DomainServer;
import dev.bac.mcp.ProtectedResource;
import dev.bac.mcp.wire.Protocol;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.orchestrator.platform.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The entry of each server in an MCP registry, generated from its declaration and checked against the rules of the
 * registry's schema of 2025-12-11. A difference fails; run with {@code -Dbac.accept=true} to write the files anew.
 */
class RegistryEntryTest {
    private static final String SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";
    private static final String OURS = "io.modelcontextprotocol.registry/publisher-provided";
    private static final int LONGEST_DESCRIPTION = 100;
    private static final Path ROOT = Path.of(System.getProperty("bac.root", ".."));
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @TestFactory
    Stream<DynamicTest> everyServerHasAnEntryThatSaysWhatItOffers() {
        return Servers.all(Vendors.none()).stream()
                .map(server -> DynamicTest.dynamicTest(server.name(), () -> {
                    var entry = entry(server);
                    followsTheSchema(entry);
                    var file = ROOT.resolve("mcp-servers/" + server.name() + "/server.json");
                    String generated = JSON.writeValueAsString(entry) + "\n";
                    if (Boolean.getBoolean("bac.accept")) {
                        Files.writeString(file, generated);
                    }
                    assertThat(Files.exists(file) ? Files.readString(file) : "")
                            .as("%s is out of date; run with -Dbac.accept=true", file)
                            .isEqualTo(generated);
                }));
    }

    private static ObjectNode entry(DomainServer server) throws IOException {
        var tools = server.tools().stream().filter(tool -> !tool.hidden()).toList();
        String about = about(
                tools.stream().map(tool -> tool.name().split("_")[1]).distinct().toList());
        var entry = JSON.createObjectNode()
                .put("$schema", SCHEMA)
                .put("name", "dev.bac/" + server.name())
                .put("title", "BAC " + server.title())
                .put("description", about)
                .put("version", version());
        entry.set("remotes", JSON.createArrayNode().add(remote(server)));
        var ours = entry.putObject("_meta").putObject(OURS);
        ours.putArray("revisions").add(Protocol.VERSION).add("2025-11-25").add("2025-06-18");
        var scopes = ours.putArray("scopes");
        ProtectedResource.of(server).scopes().forEach(scopes::add);
        var names = ours.putArray("tools");
        tools.forEach(tool -> names.add(tool.name()));
        return entry;
    }

    private static ObjectNode remote(DomainServer server) {
        var remote = JSON.createObjectNode()
                .put("type", "streamable-http")
                .put("url", "https://{host}/mcp/" + server.name());
        remote.putObject("variables")
                .putObject("host")
                .put("description", "Where your company's BAC runs, such as bac.example.com")
                .put("isRequired", true);
        remote.putArray("headers")
                .addObject()
                .put("name", "Authorization")
                .put("description", "Bearer and an API key; leave it out to sign in with the browser")
                .put("isRequired", false)
                .put("isSecret", true);
        return remote;
    }

    private static String version() throws IOException {
        var version = Pattern.compile("<artifactId>bac</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    /** As many of the kinds of things as there is room for. */
    private static String about(List<String> kinds) {
        var text = new StringBuilder("Tools with approval and audit");
        String before = ": ";
        for (String kind : kinds) {
            if (text.length() + before.length() + kind.length() > LONGEST_DESCRIPTION) {
                break;
            }
            text.append(before).append(kind);
            before = ", ";
        }
        return text.toString();
    }

    private static void followsTheSchema(ObjectNode entry) {
        assertThat(entry.path("name").asString())
                .matches("[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+")
                .hasSizeBetween(3, 200);
        assertThat(entry.path("description").asString()).hasSizeBetween(1, LONGEST_DESCRIPTION);
        assertThat(entry.path("title").asString()).hasSizeBetween(1, 100);
        assertThat(entry.path("version").asString()).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?");
        for (var remote : entry.path("remotes")) {
            assertThat(remote.path("type").asString()).isEqualTo("streamable-http");
            String url = remote.path("url").asString();
            assertThat(url).matches("https://\\S+");
            Pattern.compile("\\{([a-z_]+)}").matcher(url).results().forEach(gap -> assertThat(
                            remote.path("variables").has(gap.group(1)))
                    .as(url)
                    .isTrue());
        }
    }
}
