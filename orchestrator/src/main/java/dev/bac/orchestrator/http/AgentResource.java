package dev.bac.orchestrator.http;

import dev.bac.agents.Agent;
import dev.bac.orchestrator.conversation.Fleet;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The agents a caller may use. */
public final class AgentResource implements Resource {
    private final Fleet fleet;
    private final Map<String, String> files;

    /** @param files text of each agent's file, by agent */
    public AgentResource(Fleet fleet, Map<String, String> files) {
        this.fleet = fleet;
        this.files = Map.copyOf(files);
    }

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
    }

    private void list(Context ctx) {
        var caller = Guard.caller(ctx, ConversationResource.SCOPE);
        Answer.json(
                ctx,
                new Answer.All<>(fleet.usable(caller).stream().map(Listed::of).toList()));
    }

    private void get(Context ctx) {
        var caller = Guard.caller(ctx, ConversationResource.SCOPE);
        Agent agent = fleet.find(caller, ctx.pathParam("name")).orElseThrow(() -> Refusal.notFound("agent"));
        var detail = Json.MAPPER.<tools.jackson.databind.node.ObjectNode>valueToTree(Listed.of(agent));
        detail.put("hash", agent.digest());
        detail.put("yaml", files.getOrDefault(agent.name(), ""));
        Answer.json(ctx, detail);
    }
}
