package dev.bac.orchestrator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bac.agents.Agent;
import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.orchestrator.agent.AgentAuthoring;
import dev.bac.orchestrator.agent.AgentFolders;
import dev.bac.orchestrator.conversation.Fleet;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The agents a caller may use. */
public final class AgentResource implements Resource {
    private static final String WRITE = "agents:write";
    private static final int MOST_TOLD = 20;

    private final Agents agents;
    private final Body body;

    /** Agents to use, to write, and those kept as files. */
    public record Agents(Fleet fleet, AgentAuthoring authoring, AgentFolders folders) {}

    public AgentResource(Agents agents, Body body) {
        this.agents = agents;
        this.body = body;
    }

    /** @param broken files that cannot be used, for those who write agents */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record All(List<Listed> items, @Nullable List<AgentFolders.Broken> broken) {}

    record Starter(String title, String text) {}

    record Listed(
            String name,
            String title,
            String department,
            String description,
            String version,
            String maturity,
            List<Starter> starters,
            List<String> tools,
            List<String> handoffs) {
        static Listed of(Agent agent) {
            return new Listed(
                    agent.name(),
                    agent.about().title(),
                    agent.about().department(),
                    agent.description(),
                    agent.about().version(),
                    agent.about().maturity().name().toLowerCase(Locale.ROOT),
                    agent.starters().stream()
                            .map(starter -> new Starter(starter.title(), starter.text()))
                            .toList(),
                    agent.toolNames().stream().sorted().toList(),
                    agent.handoffs());
        }
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/agents", this::list);
        routes.get("/api/v1/agents/{name}", this::get);
        routes.put("/api/v1/agents/{name}", this::put);
        routes.delete("/api/v1/agents/{name}", this::delete);
        routes.get("/api/v1/agents/{name}/versions", this::versions);
        routes.post("/api/v1/agents/{name}/rollback", this::rollback);
    }

    private void list(Context ctx) {
        var caller = Guard.caller(ctx, ConversationResource.SCOPE);
        boolean author = caller.may(new Scope(WRITE));
        Answer.json(
                ctx,
                new All(
                        agents.fleet().usable(caller).stream().map(Listed::of).toList(),
                        author ? agents.folders().broken(caller.tenant()) : null));
    }

    private void get(Context ctx) {
        var caller = Guard.caller(ctx, ConversationResource.SCOPE);
        Agent agent = agents.fleet().find(caller, ctx.pathParam("name")).orElseThrow(() -> Refusal.notFound("agent"));
        Answer.json(ctx, detail(caller, agent));
    }

    private ObjectNode detail(Caller caller, Agent agent) {
        var source = agents.fleet().agents().source(caller.tenant(), agent.name());
        var detail = Json.MAPPER.<ObjectNode>valueToTree(Listed.of(agent));
        detail.put("hash", agent.digest());
        detail.put("yaml", source.yaml());
        detail.put("origin", source.origin());
        source.file().ifPresent(file -> detail.put("file", file));
        return detail;
    }

    /** Repeating it changes nothing; a new text is a new version, and runs at work keep theirs. */
    private void put(Context ctx) {
        var caller = Guard.caller(ctx, WRITE);
        String name = ctx.pathParam("name");
        String yaml = body.text(ctx);
        try {
            Agent agent =
                    agents.authoring().take(caller.tenant(), yaml, new AgentAuthoring.FromApi(name, caller.name()));
            Answer.json(ctx, detail(caller, agent));
        } catch (AgentAuthoring.Rejected e) {
            throw Refusal.invalid("body", told(e));
        }
    }

    private void versions(Context ctx) {
        var caller = Guard.caller(ctx, WRITE);
        String name = ctx.pathParam("name");
        var versions = agents.fleet().agents().versions(caller.tenant(), name);
        if (versions.isEmpty() && agents.fleet().find(caller, name).isEmpty()) {
            throw Refusal.notFound("agent");
        }
        Answer.json(ctx, new Answer.All<>(versions));
    }

    record Rollback(@Nullable String hash) {}

    /** Puts an earlier text in force again; it is held against what there is now, as a new one is. */
    private void rollback(Context ctx) {
        var caller = Guard.caller(ctx, WRITE);
        String name = ctx.pathParam("name");
        String hash = java.util.Optional.ofNullable(
                        body.require(ctx, Rollback.class).hash())
                .orElse("");
        if (!hash.matches("[0-9a-f]{8,64}")) {
            throw Refusal.invalid("hash", "It must be the first 8 or more digits of a version's hash.");
        }
        String yaml = agents.fleet()
                .agents()
                .version(caller.tenant(), name, hash)
                .orElseThrow(() -> Refusal.notFound("version"));
        try {
            Agent agent =
                    agents.authoring().take(caller.tenant(), yaml, new AgentAuthoring.FromApi(name, caller.name()));
            Answer.json(ctx, detail(caller, agent));
        } catch (AgentAuthoring.Rejected e) {
            throw Refusal.invalid("hash", told(e));
        }
    }

    /** Problems with their places, the first of many. */
    private static String told(AgentAuthoring.Rejected e) {
        return e.problems().stream()
                .limit(MOST_TOLD)
                .map(problem -> "line %d, column %d: %s".formatted(problem.line(), problem.column(), problem.message()))
                .collect(Collectors.joining("; "));
    }

    private void delete(Context ctx) {
        var caller = Guard.caller(ctx, WRITE);
        String name = ctx.pathParam("name");
        try {
            if (!agents.authoring().remove(caller.tenant(), name)) {
                agents.fleet().find(caller, name).ifPresent(shipped -> {
                    throw Refusal.of(
                            ProblemCode.FORBIDDEN,
                            "It ships with the product.",
                            "An agent of your own with that name replaces it.");
                });
                throw Refusal.notFound("agent");
            }
        } catch (AgentAuthoring.Rejected e) {
            throw Refusal.of(ProblemCode.FORBIDDEN, told(e));
        }
        ctx.status(204);
    }
}
