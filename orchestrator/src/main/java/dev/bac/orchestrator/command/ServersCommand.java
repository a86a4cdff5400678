package dev.bac.orchestrator.command;

import dev.bac.orchestrator.command.instance.ChatClient;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.instance.InstanceFile;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code bac servers}: MCP servers of others, beside the running instance. */
@Command(
        name = "servers",
        description = "MCP servers of others: how they are, and what waits for you.",
        mixinStandardHelpOptions = true)
final class ServersCommand implements Callable<Integer> {
    @Mixin
    private final Options options = new Options();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var servers = client(options).get("/api/v1/servers").path("items");
        if (servers.isEmpty()) {
            System.out.println("None. Name one under \"servers\" in bac.yaml.");
        }
        servers.forEach(ServersCommand::print);
        return 0;
    }

    @Command(
            name = "accept",
            description = "Accept what a server says of its tools now.",
            mixinStandardHelpOptions = true)
    int accept(
            @Mixin Options here,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--tool", description = "Only this tool.") @Nullable String tool)
            throws IOException, InterruptedException {
        var client = client(here);
        var server = find(client, name);
        var seen = JsonNodeFactory.instance.objectNode();
        var hashes = seen.putArray("hashes");
        for (var waiting : server.path("waiting")) {
            if (tool == null || waiting.path("tool").asString("").equals(tool)) {
                printWaiting(waiting);
                hashes.add(waiting.path("hash").asString(""));
            }
        }
        if (hashes.isEmpty()) {
            System.out.println("Nothing waits.");
            return 0;
        }
        client.send("/api/v1/servers/" + name + "/accept", seen)
                .path("tools")
                .forEach(accepted -> System.out.println("accepted " + accepted.asString("")));
        return 0;
    }

    @Command(
            name = "connect",
            description = "Connect a server that asks for authorization: prints a page to open in a browser.",
            mixinStandardHelpOptions = true)
    int connect(@Mixin Options here, @Parameters(paramLabel = "NAME") String name)
            throws IOException, InterruptedException {
        var url = client(here)
                .send("/api/v1/servers/" + name + "/connect", JsonNodeFactory.instance.objectNode())
                .path("url");
        System.out.println(url.isString() ? url.stringValue() : name + " is connected.");
        if (url.isString()) {
            System.err.println("Open it in a browser within 10 minutes; it comes back to BAC by itself.");
        }
        return 0;
    }

    @Command(
            name = "manifest",
            description = "A manifest of a server's tools to begin with: say in it what each does.",
            mixinStandardHelpOptions = true)
    int manifest(@Mixin Options here, @Parameters(paramLabel = "NAME") String name)
            throws IOException, InterruptedException {
        var client = client(here);
        find(client, name);
        System.out.println("server: " + name + "\ntools:");
        client.get("/api/v1/tools?server=" + name)
                .path("items")
                .forEach(tool -> System.out.printf(
                        "  - {name: %s, effect: %s, risk: %s}%n",
                        tool.path("name").asString(""),
                        tool.path("effect").asString(""),
                        tool.path("risk").asString("")));
        return 0;
    }

    /** A line a server, as {@code bac doctor} shows it too. */
    static String line(JsonNode server) {
        var state = server.path("state").asString("");
        var waiting = server.path("waiting").size();
        return "%-16s %s%s%s"
                .formatted(
                        server.path("name").asString(""),
                        state.equals("ready")
                                ? server.path("tools").size() + " tools at "
                                        + server.path("at").asString("")
                                : state.replace('_', ' ') + ": "
                                        + server.path("detail").asString(""),
                        waiting == 0 ? "" : ", " + waiting + " waiting: ./bac servers accept ",
                        waiting == 0 ? "" : server.path("name").asString(""));
    }

    private static void print(JsonNode server) {
        System.out.println(line(server));
        server.path("waiting").forEach(ServersCommand::printWaiting);
    }

    /** In the server's own words: whoever accepts has them before his eyes. */
    private static void printWaiting(JsonNode waiting) {
        System.out.printf(
                "  %s %s: it says now%n    %s%n",
                waiting.path("added").asBoolean(false) ? "new    " : "changed",
                waiting.path("tool").asString(""),
                waiting.path("description").asString("").lines().collect(Collectors.joining("\n    ")));
    }

    private static JsonNode find(ChatClient client, String name) throws IOException, InterruptedException {
        return client.get("/api/v1/servers")
                .path("items")
                .valueStream()
                .filter(server -> server.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow(() -> new Failed(
                        "there is no server \"" + name + "\"; ./bac servers shows those that bac.yaml names"));
    }

    private static ChatClient client(Options options) {
        var data = options.settings().server().data();
        Optional<InstanceFile> instance = InstanceFile.find(data);
        return new ChatClient(
                instance.orElseThrow(() -> new Failed("no instance runs on " + data + "; start it with ./bac up")));
    }
}
