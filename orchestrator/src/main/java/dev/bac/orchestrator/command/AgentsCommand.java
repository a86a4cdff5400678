package dev.bac.orchestrator.command;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.format.Fleet;
import dev.bac.agents.format.Lint;
import dev.bac.agents.format.PermissionDiff;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.prompts.PromptLibrary;
import dev.bac.prompts.TextFolder;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code bac agents}: agents as YAML. */
@Command(
        name = "agents",
        description = "Agents as YAML.",
        mixinStandardHelpOptions = true,
        subcommands = {AgentsTestCommand.class, AgentsBenchCommand.class})
final class AgentsCommand {
    private static final int SHOWN = 12;

    @Command(name = "list", description = "The agents that ship.", mixinStandardHelpOptions = true)
    int list() {
        for (Agent agent : Fleet.shipped().all()) {
            System.out.printf(
                    "%-24s %-12s %-8s %s%n",
                    agent.name(),
                    agent.about().department(),
                    agent.about().maturity().name().toLowerCase(Locale.ROOT),
                    agent.about().title());
        }
        return 0;
    }

    @Command(name = "show", description = "An agent's file.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "NAME") String name) {
        System.out.print(text(name));
        return 0;
    }

    @Command(
            name = "lint",
            description = "Check files, a folder, or the agents that ship.",
            mixinStandardHelpOptions = true)
    int lint(@Parameters(arity = "0..1", paramLabel = "PATH") @Nullable Path path) {
        var findings = Lint.check(library(path), Lint.Known.shipped(Servers.NAMES, Set.of()));
        findings.forEach(System.out::println);
        System.err.println(findings.isEmpty() ? "Nothing to mend." : findings.size() + " to mend.");
        return findings.isEmpty() ? 0 : 1;
    }

    @Command(name = "new", description = "Begin an agent: writes NAME.yaml here.", mixinStandardHelpOptions = true)
    int begin(@Parameters(paramLabel = "NAME") String name) throws IOException {
        if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new Wrong("an agent's name is a-z, 0-9 and -, begins with a letter and has at most 32 characters");
        }
        Path file = Path.of(name + ".yaml");
        if (Files.exists(file)) {
            throw new Failed(file + " exists already; choose another name");
        }
        Files.writeString(file, BEGINNING.replace("NAME", name));
        System.out.println(file);
        return 0;
    }

    @Command(name = "diff", description = "What changes in permissions from A to B.", mixinStandardHelpOptions = true)
    int diff(@Parameters(paramLabel = "A") Path a, @Parameters(paramLabel = "B") Path b) {
        var changes = PermissionDiff.between(one(a), one(b));
        changes.forEach(System.out::println);
        System.err.println(changes.isEmpty() ? "The permissions are the same." : changes.size() + " changes.");
        return 0;
    }

    @Command(name = "versions", description = "An agent's versions, the newest first.", mixinStandardHelpOptions = true)
    int versions(@Mixin Options here, @Parameters(paramLabel = "NAME") String name)
            throws IOException, InterruptedException {
        for (JsonNode version : Instances.client(here)
                .get("/api/v1/agents/" + name + "/versions")
                .path("items")) {
            System.out.printf(
                    "%-12s  %-20s  %-9s  %s%n",
                    version.path("hash").asString("").substring(0, SHOWN),
                    version.path("at").asString("").replaceAll("\\.\\d+", ""),
                    version.path("inForce").asBoolean(false) ? "in force" : "",
                    version.path("author").asString(""));
        }
        return 0;
    }

    @Command(
            name = "rollback",
            description = "Put an earlier version of an agent in force; runs at work keep theirs.",
            mixinStandardHelpOptions = true)
    int rollback(
            @Mixin Options here,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "HASH") String hash)
            throws IOException, InterruptedException {
        var body = JsonNodeFactory.instance.objectNode().put("hash", hash);
        var now = Instances.client(here).send("/api/v1/agents/" + name + "/rollback", body);
        System.out.println(now.path("hash").asString("").substring(0, SHOWN) + " is in force.");
        return 0;
    }

    @Command(
            name = "record",
            description = "Print a test made of a conversation, to be put under the agent's tests.",
            mixinStandardHelpOptions = true)
    int record(
            @Mixin Options here,
            @Parameters(paramLabel = "CONVERSATION") String conversation,
            @Option(
                            names = "--replace",
                            paramLabel = "TEXT=OTHER",
                            description =
                                    "Put another text in its place everywhere. E-mail addresses, phone numbers, bank accounts, cards and keys are replaced by themselves.")
                    @Nullable List<String> replace,
            @Option(names = "--planner", description = "Let the built-in planner find the tools instead of a script.")
                    boolean planner)
            throws IOException, InterruptedException {
        var body = JsonNodeFactory.instance.objectNode().put("scripted", !planner);
        var texts = body.putObject("replace");
        for (String pair : replace == null ? List.<String>of() : replace) {
            int at = pair.indexOf('=');
            if (at < 1) {
                throw new Wrong("--replace wants TEXT=OTHER");
            }
            texts.put(pair.substring(0, at), pair.substring(at + 1));
        }
        var made = Instances.client(here).send("/api/v1/conversations/" + conversation + "/test", body);
        System.err.println("# for the agent " + made.path("agent").asString("") + ", under tests:");
        System.out.print(made.path("yaml").asString(""));
        return 0;
    }

    private static Agent one(Path file) {
        var agents = library(file).all();
        if (agents.size() != 1) {
            throw new Wrong(file + " must be one agent's file");
        }
        return agents.getFirst();
    }

    /** The agents of a file or folder; without a path, those that ship. */
    static AgentLibrary library(@Nullable Path path) {
        if (path == null) {
            return Fleet.shipped();
        }
        if (!Files.exists(path)) {
            throw new Failed(path + ": no such file or folder");
        }
        try {
            Map<String, String> files = Files.isDirectory(path)
                    ? TextFolder.read(path.toUri().toURL(), ".yaml")
                    : new TreeMap<>(Map.of(path.toString(), Files.readString(path)));
            return Fleet.read(files, PromptLibrary.shipped());
        } catch (MalformedURLException e) {
            throw new Failed(path + " cannot be read", e);
        } catch (IOException e) {
            throw new Failed(path + " cannot be read; check its permissions", e);
        }
    }

    /** The texts of the agents that ship, by their path. */
    static Map<String, String> files() {
        var folder = AgentsCommand.class.getResource("/dev/bac/agents/library");
        if (folder == null) {
            throw new Failed("the library of agents is missing from this build");
        }
        return TextFolder.read(folder, ".yaml");
    }

    private static String text(String name) {
        return files().entrySet().stream()
                .filter(file -> file.getKey().endsWith("/" + name + ".yaml")
                        || file.getKey().equals(name + ".yaml"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new Failed("there is no agent \"" + name + "\"; ./bac agents list shows them"));
    }

    private static final String BEGINNING = """
            apiVersion: bac/v1
            kind: Agent
            metadata:
              name: NAME
              title: NAME
              department: Sales
              owner: admin
              version: "1"
              maturity: draft            # draft, pilot, live, retired
            description: >-
              Say in one paragraph what it does; requests are routed to it by this.
            starters:
              - {title: First question, text: Which deals are open?}
            variables:
              company: {from: tenant.name}
              user: {from: user.name}
              today: {from: today}
            prompt:
              ref: agents/clerk@1
              with:
                company: "{{company}}"
                user: "{{user}}"
                today: "{{today}}"
                job: You help with open deals.
                never: Never change an amount.
            tools:
              - server: crm
                allow: [crm_opportunity_list]
                bind: {status: open}     # fixed, and hidden from the model
              - server: crm
                allow: [crm_opportunity_update]
                approval: {when: "has(args.amount)", approvers: [admin], expires: 24h}
            tests:
              - say: Which deals are in negotiation?       # the built-in planner drives this one
                expectTools: [{name: crm_opportunity_list}]
                forbidTools: [crm_opportunity_update]
              - say: Set the Globex deal to 10,000          # and a script these
                script:
                  - call: [{name: crm_opportunity_update, args: {opportunity: Globex, amount: "10000"}}]
                expectApproval: crm_opportunity_update
              - say: Invoice them
                script:
                  - call: [{name: finance_invoice_create, args: {customer: Globex, amount: "10000"}}]
                  - answer: I look after deals only.
                forbidTools: [finance_invoice_create]
            """;
}
