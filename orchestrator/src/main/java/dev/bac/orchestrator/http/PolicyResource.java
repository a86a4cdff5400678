package dev.bac.orchestrator.http;

import dev.bac.agents.Ask;
import dev.bac.agents.format.Definitions;
import dev.bac.agents.format.FormatException;
import dev.bac.agents.workflow.Policies;
import dev.bac.agents.workflow.Policy;
import dev.bac.identity.Caller;
import dev.bac.orchestrator.access.NamedPeople;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.workflow.Catalogue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;

/** The company's rules over tools: for admins, since a rule may agree in place of people. */
public final class PolicyResource implements Resource {
    private static final String WRITE = "policies:write";

    private final Catalogue catalogue;
    private final NamedPeople people;
    private final Body body;

    public PolicyResource(Catalogue catalogue, NamedPeople people, Body body) {
        this.people = people;
        this.catalogue = catalogue;
        this.body = body;
    }

    record Rule(String name, List<String> tools, String when, String does) {
        static Rule of(Policy.Rule rule) {
            return new Rule(
                    rule.name(),
                    rule.tools().stream().sorted().toList(),
                    rule.when().map(Object::toString).orElse(""),
                    rule.does().name().toLowerCase(Locale.ROOT));
        }
    }

    record Listed(String name, String title, String description, String digest, List<Rule> rules) {
        static Listed of(Policy policy) {
            return new Listed(
                    policy.name(),
                    policy.about().title(),
                    policy.description(),
                    policy.digest(),
                    policy.rules().stream().map(Rule::of).toList());
        }
    }

    record All(String version, List<Listed> items) {
        static All of(Policies policies) {
            return new All(
                    policies.version(), policies.all().stream().map(Listed::of).toList());
        }
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/policies", ctx -> all(ctx, Guard.caller(ctx, ConversationResource.SCOPE)));
        routes.put("/api/v1/policies/{name}", this::put);
        routes.delete("/api/v1/policies/{name}", this::remove);
    }

    private void all(Context ctx, Caller caller) {
        Answer.json(ctx, All.of(catalogue.policies(caller.tenant())));
    }

    private void put(Context ctx) {
        Caller caller = Guard.caller(ctx, WRITE);
        String name = ctx.pathParam("name");
        String yaml = body.text(ctx);
        try {
            var policy = Definitions.policy(yaml, name + ".yaml");
            if (!policy.name().equals(name)) {
                throw Refusal.invalid("metadata.name", "It must be the name in the path, " + name + ".");
            }
            policy.rules().forEach(rule -> named(caller, rule.ask()));
            catalogue.put(caller.tenant(), yaml, caller.name());
        } catch (FormatException wrong) {
            throw Refusal.invalid("yaml", String.valueOf(wrong.getMessage()));
        }
        all(ctx, caller);
    }

    private void named(Caller caller, Ask ask) {
        people.wrong(caller.tenant(), ask.approvers()).ifPresent(wrong -> {
            throw Refusal.invalid("yaml", wrong.told() + ".");
        });
    }

    private void remove(Context ctx) {
        Caller caller = Guard.caller(ctx, WRITE);
        catalogue.remove(caller.tenant(), "policy", ctx.pathParam("name"));
        all(ctx, caller);
    }
}
