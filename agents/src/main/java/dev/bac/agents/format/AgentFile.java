package dev.bac.agents.format;

import dev.bac.agents.Agent;
import dev.bac.agents.Fact;
import dev.bac.agents.Limits;
import dev.bac.llm.Bounds;
import dev.bac.prompts.PromptLibrary;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one agent from YAML of {@code apiVersion: bac/v1}. */
public final class AgentFile {
    /** Parts of the format that are decided and not built: refused by name, never silently ignored. */
    static final Set<String> NOT_YET =
            Set.of("inputs", "output", "triggers", "safety", "guardrails", "budget", "workflow");

    private final PromptLibrary prompts;

    public AgentFile(PromptLibrary prompts) {
        this.prompts = prompts;
    }

    /**
     * The agent in this text.
     *
     * @param file its name for messages
     * @throws FormatException with every problem found, each with line and column
     */
    public Agent parse(String text, String file) {
        var findings = new Findings(file);
        if (!(Yaml.parse(text, file) instanceof Yaml.Keys keys)) {
            throw new FormatException(
                    List.of(new Problem(file, 1, 1, "an agent is a mapping; begin with apiVersion: bac/v1")));
        }
        var root = new Fields(keys, findings, "");
        root.read("apiVersion", "", "bac/v1", version -> Optional.of(version).filter("bac/v1"::equals));
        root.read("kind", "", "Agent", kind -> Optional.of(kind).filter("Agent"::equals));
        require(root, "apiVersion", "kind", "metadata");
        var metadata = root.fields("metadata");
        var variables = variables(root);
        var knowledge = new KnowledgeFields(root);
        var agent = new Agent(
                metadata.map(AgentFile::name).orElse(""),
                metadata.map(AgentFile::about).orElse(new Agent.About("", "", "", "", Agent.Maturity.DRAFT)),
                root.text("description").strip(),
                root.list("starters").stream().map(AgentFile::starter).toList(),
                root.fields("model").map(AgentFile::model).orElse(new Agent.ModelChoice(List.of(), 2_000)),
                new GuidanceFields(prompts, variables.keySet()).read(root).and(knowledge.guidance()),
                variables,
                Stream.concat(root.list("tools").stream().map(ToolFields::access), knowledge.tools().stream())
                        .toList(),
                root.texts("handoffs"),
                root.texts("ask"),
                root.fields("limits").map(AgentFile::limits).orElse(Limits.NORMAL),
                root.fields("access").map(AgentFile::access).orElse(new Agent.Access(Set.of())),
                root.read("cache", true, "true or false", AgentFile::truth),
                root.list("tests").stream().map(TestFields::test).toList(),
                digest(text));
        metadata.ifPresent(fields -> fields.end(Set.of("labels")));
        root.end(NOT_YET);
        findings.throwIfAny();
        return agent;
    }

    static void require(Fields fields, String... keys) {
        for (var key : keys) {
            if (fields.value(key).isEmpty()) {
                fields.problem(key, fields.path(key) + " is missing");
            }
        }
    }

    static String name(Fields metadata) {
        require(metadata, "name");
        return metadata.read("name", "", "a name of a-z, 0-9 and - that begins with a letter", name -> Optional.of(name)
                .filter(one -> one.matches("[a-z][a-z0-9-]{0,31}")));
    }

    static Agent.About about(Fields metadata) {
        return new Agent.About(
                metadata.text("title"),
                metadata.text("department"),
                metadata.optionalText("owner").orElse(""),
                metadata.optionalText("version").orElse("1"),
                metadata.choice("maturity", Agent.Maturity.DRAFT, Agent.Maturity.class));
    }

    private static Agent.Starter starter(Fields fields) {
        var starter = new Agent.Starter(fields.text("title"), fields.text("text"));
        fields.end(Set.of());
        return starter;
    }

    private static Agent.ModelChoice model(Fields fields) {
        var choice = new Agent.ModelChoice(
                fields.texts("prefer"),
                fields.read("maxTokens", 2_000, "a whole number from 1 to 32000", text -> Units.whole(text, 1, 32_000)),
                bounds(fields),
                CacheFields.read(fields));
        fields.end(Set.of("fallback"));
        return choice;
    }

    private static Bounds bounds(Fields fields) {
        var latency = fields.read(
                "maxLatency",
                Duration.ZERO,
                "a time with its unit, such as 20s",
                text -> Units.duration(text, Duration.ofMinutes(10)));
        var cost = fields.read("maxCost", BigDecimal.ZERO, "an amount such as 0.05 USD", Units::dollars);
        return new Bounds(
                fields.read("quality", 0.0, "a number from 0 to 1, such as 0.8", Units::share),
                Optional.of(latency).filter(Duration::isPositive),
                Optional.of(cost).filter(amount -> amount.signum() > 0));
    }

    private static Map<String, Fact> variables(Fields root) {
        var variables = new LinkedHashMap<String, Fact>();
        root.fields("variables").ifPresent(fields -> {
            for (var name : fields.names()) {
                fields.fields(name).ifPresent(one -> {
                    var paths = java.util.Arrays.stream(Fact.values())
                            .map(Fact::path)
                            .collect(Collectors.joining(", "));
                    require(one, "from");
                    variables.put(name, one.read("from", Fact.TODAY, "one of " + paths, Fact::of));
                    one.end(Set.of());
                });
            }
        });
        return variables;
    }

    private static Limits limits(Fields fields) {
        var normal = Limits.NORMAL;
        var limits = new Limits(
                fields.read("turns", normal.turns(), "a whole number from 1 to 100", text -> Units.whole(text, 1, 100)),
                fields.read(
                        "callsPerTurn",
                        normal.callsPerTurn(),
                        "a whole number from 1 to 50",
                        text -> Units.whole(text, 1, 50)),
                fields.read(
                        "toolCalls",
                        normal.toolCalls(),
                        "a whole number from 1 to 500",
                        text -> Units.whole(text, 1, 500)),
                fields.<Duration>read(
                        "time",
                        normal.time(),
                        "a duration such as 90s, 2m or PT2M, at most 1 h",
                        text -> Units.duration(text, Duration.ofHours(1))),
                fields.<BigDecimal>read("cost", normal.cost(), "an amount in USD such as 0.50 USD", Units::dollars),
                fields.read(
                        "tokens",
                        (int) normal.tokens(),
                        "a whole number from 1000 to 100000000",
                        text -> Units.whole(text, 1_000, 100_000_000)),
                fields.read("steps", normal.steps(), "a whole number from 1 to 500", text -> Units.whole(text, 1, 500)),
                fields.read("depth", normal.depth(), "a whole number from 0 to 4", text -> Units.whole(text, 0, 4)),
                fields.read("asks", normal.asks(), "a whole number from 1 to 16", text -> Units.whole(text, 1, 16)));
        fields.end(Set.of("concurrency", "budget"));
        return limits;
    }

    static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Agent.Access access(Fields fields) {
        var access = new Agent.Access(Set.copyOf(Units.roles(fields, "use")));
        fields.end(Set.of("edit"));
        return access;
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
