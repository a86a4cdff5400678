package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.tools.Tool;
import dev.bac.tools.Toolbox;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The tools a caller may call. */
public final class ToolResource implements Resource {
    private final Toolbox toolbox;

    public ToolResource(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    record Example(String say, ObjectNode arguments) {}

    record Listed(
            String server,
            String name,
            String title,
            String description,
            String effect,
            String risk,
            boolean needsApproval,
            ObjectNode inputSchema,
            ObjectNode outputSchema,
            List<Example> examples) {
        static Listed of(Tool tool) {
            return new Listed(
                    tool.server(),
                    tool.name(),
                    tool.title(),
                    tool.description(),
                    tool.effect().name().toLowerCase(Locale.ROOT),
                    tool.risk(),
                    tool.needsApproval(),
                    tool.inputSchema(),
                    tool.outputSchema(),
                    tool.examples().stream()
                            .map(example -> new Example(example.say(), example.arguments()))
                            .toList());
        }
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/tools", this::list);
    }

    private void list(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        Optional<String> server = Query.text(ctx, "server");
        var tools = toolbox.tools(caller).stream()
                .filter(tool -> server.isEmpty() || server.get().equals(tool.server()))
                .map(Listed::of)
                .toList();
        Answer.json(ctx, new Answer.All<>(tools));
    }
}
