package dev.bac.agents;

import dev.bac.llm.Bounds;
import dev.bac.llm.CacheUse;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolGrant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An agent as its file declares it.
 *
 * @param name {@code [a-z][a-z0-9-]*}, unique in the fleet
 * @param description one paragraph, by which requests are routed to it
 * @param variables names that instructions may use, each with the run-time fact it takes its value from
 * @param handoffs agents it may hand the conversation to
 * @param asks agents it may ask something while it works; their answers come back to it
 * @param cache true when an answer may be given again as long as nothing has changed that its tools read
 * @param digest SHA-256 of the file's text: a run is pinned to it
 */
public record Agent(
        String name,
        About about,
        String description,
        List<Starter> starters,
        ModelChoice model,
        Guidance guidance,
        Map<String, Fact> variables,
        List<ToolAccess> tools,
        List<String> handoffs,
        List<String> asks,
        Limits limits,
        Access access,
        boolean cache,
        List<AgentTest> tests,
        String digest) {
    public Agent {
        starters = List.copyOf(starters);
        variables = Map.copyOf(variables);
        tools = List.copyOf(tools);
        handoffs = List.copyOf(handoffs);
        asks = List.copyOf(asks);
        tests = List.copyOf(tests);
    }

    /** What people see of it. */
    public record About(String title, String department, String owner, String version, Maturity maturity) {}

    /** How far an agent has come. A retired one is listed nowhere and starts no run. */
    public enum Maturity {
        DRAFT,
        PILOT,
        LIVE,
        RETIRED
    }

    /** Something a user can ask first. */
    public record Starter(String title, String text) {}

    /**
     * Which models it likes, best first; the router takes the first that is configured.
     *
     * @param maxTokens longest answer, in tokens
     * @param bounds what the model that the router takes must keep
     * @param cache whether a model's answer may be one that was given before
     */
    public record ModelChoice(List<String> prefer, int maxTokens, Bounds bounds, CacheUse cache) {
        public ModelChoice {
            prefer = List.copyOf(prefer);
        }

        /** With the usual rule for the cache. */
        public ModelChoice(List<String> prefer, int maxTokens) {
            this(prefer, maxTokens, Bounds.NONE, CacheUse.USUAL);
        }
    }

    /** Who may use it: roles' labels; empty for everybody. */
    public record Access(Set<String> use) {
        public Access {
            use = Set.copyOf(use);
        }
    }

    /** This agent with the tools there are beside the names that stand for several. */
    Agent among(Supplier<List<Tool>> all) {
        if (tools.stream().noneMatch(ToolAccess::isOpen)) {
            return this;
        }
        var names = all.get().stream().map(Tool::name).toList();
        return new Agent(
                name,
                about,
                description,
                starters,
                model,
                guidance,
                variables,
                tools.stream().map(access -> access.among(names)).toList(),
                handoffs,
                asks,
                limits,
                access,
                cache,
                tests,
                digest);
    }

    /** Whether its answers may be ones that were given before, by this very version of it. */
    public CacheUse cacheUse() {
        return new CacheUse(model.cache().mode(), model.cache().audience(), name + "@" + digest);
    }

    /** The names of all tools it may call. */
    public Set<String> toolNames() {
        return tools.stream().flatMap(access -> access.allow().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** How it may call each of its tools, for this caller. */
    public List<ToolGrant> grants(dev.bac.identity.Caller caller) {
        return tools.stream()
                .flatMap(access -> access.allow().stream()
                        .map(tool -> new ToolGrant(tool, Bindings.values(access.bind(), caller))))
                .toList();
    }

    /** Its own demand for approval of a tool, beside what the tool's server demands. */
    public Optional<ApprovalRule> approvalFor(String tool) {
        return tools.stream()
                .filter(access -> access.allow().contains(tool))
                .flatMap(access -> access.approval().stream())
                .filter(rule -> rule.covers(tool))
                .findFirst();
    }
}
