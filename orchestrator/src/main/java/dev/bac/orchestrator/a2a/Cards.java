package dev.bac.orchestrator.a2a;

import dev.bac.agents.Agent;
import dev.bac.identity.Caller;
import dev.bac.orchestrator.conversation.Fleet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Agent cards. The one at the well-known address says what the product is and names no agent of any company; who has
 * signed in gets a card for each agent they may use.
 */
public final class Cards {
    private static final String KEY = "bearer";
    private static final int EXAMPLES = 5;

    private final Fleet fleet;
    private final Supplier<String> url;

    /** @param url where we are reached from outside */
    public Cards(Fleet fleet, Supplier<String> url) {
        this.fleet = fleet;
        this.url = url;
    }

    /** For anybody. */
    public Wire.Card open() {
        return card(
                "BAC",
                "Asks and runs a company's CRM, stock, books and messages. The front desk finds the right agent.",
                "1",
                "/a2a",
                List.of(new Wire.Skill(
                        Fleet.FRONT_DESK,
                        "Front desk",
                        "Takes any request about the company and hands it to the agent whose job it is.",
                        List.of("business"),
                        List.of("Which invoices are overdue?"))));
    }

    /** An agent's own card; for the front desk one with every agent that the caller may use, a skill each. */
    Wire.Card extended(Caller caller, String agent) {
        if (!agent.equals(Fleet.FRONT_DESK)) {
            return of(fleet.require(caller, agent));
        }
        var open = open();
        return card(
                open.name(),
                open.description(),
                open.version(),
                "/a2a",
                fleet.usable(caller).stream().map(Cards::skill).toList());
    }

    /** One agent. */
    public Wire.Card of(Agent agent) {
        return card(
                agent.about().title(),
                agent.description(),
                agent.about().version(),
                "/a2a/" + agent.name(),
                List.of(skill(agent)));
    }

    private static Wire.Skill skill(Agent agent) {
        return new Wire.Skill(
                agent.name(),
                agent.about().title(),
                agent.description(),
                List.of(agent.about().department().toLowerCase(Locale.ROOT)),
                agent.starters().stream()
                        .limit(EXAMPLES)
                        .map(Agent.Starter::text)
                        .toList());
    }

    private Wire.Card card(String name, String description, String version, String path, List<Wire.Skill> skills) {
        var base = url.get();
        return new Wire.Card(
                name,
                description,
                List.of(new Wire.Interface(base + path, "JSONRPC", Wire.VERSION)),
                new Wire.Provider(base, "BAC"),
                version,
                base + "/docs",
                new Wire.Capabilities(true, false, true),
                Map.of(
                        KEY,
                        new Wire.Scheme(new Wire.Http(
                                "Bearer", "A key of ./bac keys create, or a token of the configured issuer."))),
                List.of(new Wire.Requirement(Map.of(KEY, new Wire.Words(List.of())))),
                List.of(Wire.TEXT),
                List.of(Wire.MARKDOWN, Wire.TEXT),
                skills);
    }
}
