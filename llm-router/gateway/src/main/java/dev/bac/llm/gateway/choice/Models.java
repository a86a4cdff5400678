package dev.bac.llm.gateway.choice;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.gateway.web.Refused;
import dev.bac.llm.routing.ModelInfo;
import dev.bac.llm.routing.Providers;
import dev.bac.llm.routing.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The names that callers may use: {@code auto}, each configured model, {@code agent/<name>}. */
public final class Models {
    /** The in-process embedder's name. */
    public static final String EMBEDDER = "bac/bge-small-en-v1.5";

    private static final String AGENT = "agent/";

    private final ChatModel router;
    private final Providers providers;
    private final Agents agents;

    public Models(ChatModel router, Providers providers, Agents agents) {
        this.router = router;
        this.providers = providers;
        this.agents = agents;
    }

    /** A model's name and whose it is. */
    public record Listed(String id, String owner) {}

    /**
     * Who answers.
     *
     * @param name what to ask it as
     */
    public record Chosen(ChatModel model, String name) {}

    public List<Listed> list(Caller caller) {
        var listed = new ArrayList<Listed>();
        listed.add(new Listed(ChatRequest.AUTO, "bac"));
        listed.add(new Listed(Router.PLANNER, "bac"));
        listed.add(new Listed(EMBEDDER, "bac"));
        configured().forEach(model -> listed.add(new Listed(model.id(), model.provider())));
        agents.names(caller).forEach(name -> listed.add(new Listed(AGENT + name, "bac")));
        return listed;
    }

    /** @throws Refused {@code model_not_found} */
    public Chosen choose(Caller caller, String name) {
        if (name.startsWith(AGENT)) {
            String agent = name.substring(AGENT.length());
            if (!agents.names(caller).contains(agent)) {
                throw unknown(name);
            }
            return new Chosen(agents.agent(agent), name);
        }
        if (name.equals(ChatRequest.AUTO)
                || name.startsWith(ChatRequest.AUTO + ":")
                || name.equals(Router.PLANNER)
                || ofProvider(name)) {
            return new Chosen(router, name);
        }
        return bare(name).map(id -> new Chosen(router, id)).orElseThrow(() -> unknown(name));
    }

    private List<ModelInfo> configured() {
        return providers.models().stream()
                .filter(model -> model.configured() && !model.id().endsWith("/*"))
                .toList();
    }

    /** A configured provider takes any name: it knows better than we do which models it has. */
    private boolean ofProvider(String name) {
        return providers.all().stream()
                .anyMatch(provider -> provider.chat().isPresent()
                        && name.startsWith(provider.name() + "/")
                        && name.length() > provider.name().length() + 1);
    }

    /** A vendor's own name of a model, as programs use that come from the vendor. */
    private Optional<String> bare(String name) {
        return configured().stream()
                .map(ModelInfo::id)
                .filter(id -> id.endsWith("/" + name))
                .findFirst();
    }

    /** @throws Refused always */
    public static Refused unknown(String name) {
        return Refused.of(
                Refused.Reason.NOT_FOUND,
                "model_not_found",
                "The model '" + (name.length() > 200 ? name.substring(0, 200) + "…" : name)
                        + "' does not exist or is not configured; GET /v1/models lists those that are.");
    }
}
