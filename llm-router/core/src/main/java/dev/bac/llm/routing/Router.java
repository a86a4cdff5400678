package dev.bac.llm.routing;

import dev.bac.llm.ChatModel;
import dev.bac.llm.cache.AnswerCaches;
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

    /** Without caches. */
    public static ChatModel assemble(
            Providers providers,
            Catalogue catalogue,
            ChatModel planner,
            InstantSource clock,
            RandomGenerator random,
            RetryingModel.Sleeper sleeper) {
        return assemble(providers, catalogue, planner, clock, random, sleeper, AnswerCaches.NONE);
    }

    /**
     * Caches → {@code auto} → fallback over [provider → price → retry …, planner]; {@code provider/model} → that provider
     * alone.
     *
     * @param planner answers when no provider is configured or all failed; costs nothing
     * @param caches around everything: an answer from there costs nothing and fails with no vendor
     */
    public static ChatModel assemble(
            Providers providers,
            Catalogue catalogue,
            ChatModel planner,
            InstantSource clock,
            RandomGenerator random,
            RetryingModel.Sleeper sleeper,
            AnswerCaches caches) {
        var candidates = new ArrayList<FallbackModel.Candidate>();
        Map<String, ChatModel> named = new LinkedHashMap<>();
        for (Provider provider : providers.all()) {
            provider.chat().ifPresent(vendor -> {
                ChatModel model = new RetryingModel(
                        new PricedModel(vendor, catalogue), RetryingModel.Limits.USUAL, random, sleeper);
                named.put(provider.name(), model);
                provider.model()
                        .ifPresent(name -> candidates.add(
                                new FallbackModel.Candidate(provider.name() + "/" + name, name, why(provider, model))));
            });
        }
        ChatModel builtIn = new PlannerWithOptions(planner);
        candidates.add(new FallbackModel.Candidate(PLANNER, "planner", builtIn));
        named.put("bac", builtIn);
        return caches.around(new NamedModel(new FallbackModel(candidates, clock), named));
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
