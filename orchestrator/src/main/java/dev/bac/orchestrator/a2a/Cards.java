package dev.bac.orchestrator.a2a;

import dev.bac.agents.Agent;
import dev.bac.identity.Caller;
import dev.bac.orchestrator.access.A2aEntrance;
import dev.bac.orchestrator.conversation.Fleet;
import dev.bac.orchestrator.oauth.ScopeWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Agent cards. The one at the well-known address says what the product is and names no agent of any company; who has
 * signed in gets a card for each agent they may use.
 */
public final class Cards {
    private static final String KEY = "bearer";
    private static final String OAUTH = "oauth";
    private static final int EXAMPLES = 5;

    private final Fleet fleet;
    private final Supplier<String> url;
    private final boolean builtIn;

    /**
     * @param url where we are reached from outside
     * @param builtIn whether tokens come from our own authorization server
     */
    public Cards(Fleet fleet, Supplier<String> url, boolean builtIn) {
        this.builtIn = builtIn;
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

    /** Section 4.5: how to get in; one of them is enough. */
    private Map<String, Wire.Scheme> schemes(String base) {
        var schemes = new TreeMap<String, Wire.Scheme>();
        schemes.put(
                KEY,
                new Wire.Scheme(
                        new Wire.Http("Bearer", "A key of ./bac keys create, or a token of the configured issuer."),
                        null));
        if (builtIn) {
            var code = new Wire.Code(
                    base + "/oauth/authorize",
                    base + "/oauth/token",
                    Map.of(A2aEntrance.TALK.value(), ScopeWords.of(A2aEntrance.TALK.value())),
                    true);
            schemes.put(
                    OAUTH,
                    new Wire.Scheme(
                            null,
                            new Wire.Oauth2(new Wire.Flows(code), base + "/.well-known/oauth-authorization-server")));
        }
        return schemes;
    }

    private List<Wire.Requirement> requirements() {
        var key = new Wire.Requirement(Map.of(KEY, new Wire.Words(List.of())));
        var token = new Wire.Requirement(Map.of(OAUTH, new Wire.Words(List.of(A2aEntrance.TALK.value()))));
        return builtIn ? List.of(token, key) : List.of(key);
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
                schemes(base),
                requirements(),
                List.of(Wire.TEXT),
                List.of(Wire.MARKDOWN, Wire.TEXT),
                skills);
    }
}
