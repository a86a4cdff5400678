package dev.bac.orchestrator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.Tool;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.tools.Effect;
import dev.bac.tools.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is written about the tools and roles is generated from the code that declares them. A difference fails; run with
 * {@code -Dbac.accept=true} to write the files anew.
 */
class ReferenceTest {
    private static final Path ROOT = Path.of(System.getProperty("bac.root", ".."));

    @TestFactory
    Stream<DynamicTest> theManifestSaysWhatTheServerDeclares() {
        return Servers.all(Vendors.none()).stream()
                .map(server -> DynamicTest.dynamicTest(
                        server.name(),
                        () -> same(
                                ROOT.resolve("tools-catalog/manifest/" + server.name() + ".yaml"),
                                manifest(server).toYaml())));
    }

    @Test
    void theToolReferenceListsEveryTool() throws IOException {
        same(ROOT.resolve("docs/tools.md"), reference());
    }

    @Test
    void theRoleTableIsTheOneInForce() throws IOException {
        var table = new StringBuilder("# Roles and scopes\n\nGenerated from `Role`. A person may hold several in one "
                + "company.\n\n| role | scopes |\n|---|---|\n");
        for (Role role : Role.values()) {
            table.append("| %s | %s |%n"
                    .formatted(
                            role.label(),
                            Role.scopesOf(Set.of(role)).stream()
                                    .map(scope -> "`" + scope + "`")
                                    .collect(Collectors.joining(" "))));
        }
        same(ROOT.resolve("docs/roles.md"), table.toString());
    }

    private static Manifest manifest(DomainServer server) {
        return new Manifest(
                server.name(),
                server.tools().stream()
                        .filter(tool -> !tool.hidden())
                        .map(tool -> new Manifest.Entry(
                                tool.name(),
                                Effect.valueOf(tool.effect().name()),
                                tool.risk().name().toLowerCase(Locale.ROOT)))
                        .sorted(Comparator.comparing(Manifest.Entry::name))
                        .toList());
    }

    private static String reference() {
        var text =
                new StringBuilder("# Tools\n\nGenerated from the servers' declarations. A tool marked *approval* takes "
                        + "effect only after a person has agreed; one marked *on request* is listed when its toolset, or `all`, "
                        + "is named in the header `X-MCP-Toolsets`.\n");
        for (var server : Servers.all(Vendors.none())) {
            text.append("\n## %s (`/mcp/%s`)\n\n| tool | what it does | effect | say for example |%n|---|---|---|---|%n"
                    .formatted(server.title(), server.name()));
            server.tools().stream().filter(tool -> !tool.hidden()).forEach(tool -> text.append(row(server, tool)));
        }
        return text.toString();
    }

    private static String row(DomainServer server, Tool<?, ?> tool) {
        boolean onRequest = server.besides().onRequest().stream()
                .anyMatch(set -> tool.name().startsWith(set + "_"));
        String effect = tool.effect().name().toLowerCase(Locale.ROOT)
                + (tool.needsApproval() ? ", *approval*" : "")
                + (onRequest ? ", *on request*" : "");
        String first =
                Arrays.stream(tool.description().split("(?<=\\.) ")).findFirst().orElse("");
        String say = tool.examples().isEmpty()
                ? ""
                : tool.examples().getFirst().say().replace("\n", " ");
        return "| `%s` | %s | %s | %s |%n".formatted(tool.name(), first.replace("|", "\\|"), effect, say);
    }

    private static void same(Path file, String generated) throws IOException {
        if (Boolean.getBoolean("bac.accept")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("%s is out of date; run with -Dbac.accept=true", file.getFileName())
                .isEqualTo(generated);
    }
}
