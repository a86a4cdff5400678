package dev.bac.llm.routing;

import dev.bac.llm.ChatModel;
import dev.bac.llm.cache.AnswerCaches;
import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.resilience.Prices;
import dev.bac.llm.resilience.Resilience;
import dev.bac.llm.resilience.ResilienceSettings;
import dev.bac.llm.resilience.Sleeper;
import dev.bac.llm.resilience.TranslatedModel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Puts the whole stack together, in one place, so that the order of its layers can be read. */
public final class Router {
    /** The built-in planner's provider and name. */
    public static final String PLANNER = "bac/planner";

    private Router() {}

    /** With the usual limits. */
    public static ChatModel assemble(
            Providers providers,
            Catalogue catalogue,
            ChatModel planner,
            InstantSource clock,
            RandomGenerator random,
            Sleeper sleeper) {
        return assemble(
                providers,
                catalogue,
                planner,
                new Resilience(ResilienceSettings.USUAL, prices(catalogue), clock, random, sleeper));
    }

    /** One model a provider, always in the same order. */
    public static ChatModel assemble(
            Providers providers, Catalogue catalogue, ChatModel planner, Resilience resilience) {
        return assemble(providers, catalogue, planner, resilience, Routing.FIXED, AnswerCaches.NONE);
    }

    /**
     * Caches → {@code auto} → routing → fallback over [provider → guard → price …, planner]; {@code provider/model} → that provider
     * alone.
     *
     * @param planner answers when no provider is configured or all failed; costs nothing
     * @param caches around everything: an answer from there costs nothing and fails with no vendor
     */
    public static ChatModel assemble(
            Providers providers,
            Catalogue catalogue,
            ChatModel planner,
            Resilience resilience,
            Routing routing,
            AnswerCaches caches) {
        var candidates = new ArrayList<Candidate>();
        Map<String, ChatModel> named = new LinkedHashMap<>();
        for (Provider provider : providers.all()) {
            if (!provider.keys().isEmpty()) {
                ChatModel model = resilience.guarded(
                        provider.name(),
                        provider.keys().stream()
                                .<ChatModel>map(key -> new PricedModel(key, catalogue))
                                .toList());
                named.put(provider.name(), resilience.alone(provider.name(), model));
                routing.models(providers, provider)
                        .forEach(name -> candidates.add(
                                new Candidate(provider.name() + "/" + name, name, why(provider, model))));
            }
        }
        ChatModel builtIn = new PlannerWithOptions(planner);
        candidates.add(new Candidate(PLANNER, "planner", builtIn));
        named.put("bac", builtIn);
        return caches.around(new TranslatedModel(
                new NamedModel(resilience.fallback(routing.order(candidates)), named, routing.rules())));
    }

    /** The catalogue's prices. */
    public static Prices prices(Catalogue catalogue) {
        return (id, usage) -> catalogue.find(id).map(card -> card.cost(usage));
    }

    /** Says why the first choice is the first. */
    private static ChatModel why(Provider provider, ChatModel model) {
        return (caller, request, onText) -> {
            var answer = model.chat(caller, request, onText);
            String why = answer.model() + " answered: the first choice, " + provider.why();
            return new dev.bac.llm.ChatResponse(answer.message(), answer.finish(), answer.usage(), answer.model(), why);
        };
    }
}
