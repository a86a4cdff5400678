package dev.bac.orchestrator.platform;

import dev.bac.llm.ChatModel;
import dev.bac.llm.Secret;
import dev.bac.llm.budget.BudgetedModel;
import dev.bac.llm.budget.Ledger;
import dev.bac.llm.budget.Prices;
import dev.bac.llm.cache.AnswerCaches;
import dev.bac.llm.resilience.Resilience;
import dev.bac.llm.routing.Catalogue;
import dev.bac.llm.routing.CataloguePrices;
import dev.bac.llm.routing.ProviderSettings;
import dev.bac.llm.routing.Providers;
import dev.bac.llm.routing.Router;
import dev.bac.llm.vendor.VendorHttp;
import dev.bac.orchestrator.config.ModelSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The models that can be asked, behind one {@link ChatModel}.
 *
 * @param prices what a request costs at worst
 * @param first the one that answers when none is chosen, and why
 */
public record Models(ChatModel chat, Providers providers, Resilience resilience, Prices prices, First first) {

    /** @param connect how to connect a better one; empty when a vendor's model answers */
    public record First(String model, String why, Optional<String> connect) {}

    private static final String CONNECT = "Set OPENAI_API_KEY, ANTHROPIC_API_KEY or GEMINI_API_KEY, or start Ollama,"
            + " and start again; ./bac models lists them all.";

    /**
     * @param planner answers when nothing else is configured
     * @param caches around all of them
     */
    public static Models assemble(
            ModelSettings settings,
            Map<String, String> environment,
            ChatModel planner,
            ModelChoice choice,
            AnswerCaches caches,
            Clock clock) {
        var catalogue = choice.catalogue();
        var providers = find(settings, environment, catalogue, clock);
        var resilience = new Resilience(
                settings.router().resilience(),
                Router.prices(catalogue),
                clock,
                new SecureRandom(),
                time -> Thread.sleep(time));
        var chat = Router.assemble(providers, catalogue, planner, resilience, choice.routing(), caches);
        return new Models(chat, providers, resilience, new CataloguePrices(providers, catalogue), first(providers));
    }

    /** The same, counted. */
    Models metered(MeterRegistry metrics) {
        HealthMeters.bind(resilience, metrics);
        return with(Meters.metered(chat, metrics));
    }

    /** The same, within budgets. */
    Models budgeted(Ledger ledger) {
        return with(new BudgetedModel(chat, ledger, prices));
    }

    /** The same in another layer. */
    Models wrapped(UnaryOperator<ChatModel> layer) {
        return with(layer.apply(chat));
    }

    /** The same, asked through another. */
    Models with(ChatModel other) {
        return new Models(other, providers, resilience, prices, first);
    }

    /** Looks which providers are there. */
    public static Providers find(
            ModelSettings settings, Map<String, String> environment, Catalogue catalogue, Clock clock) {
        var compatible = settings.endpoints().stream()
                .map(endpoint -> new ProviderSettings.Compatible(
                        endpoint.name(),
                        endpoint.url(),
                        endpoint.key().map(Secret::new).orElse(Secret.NONE),
                        endpoint.model()))
                .toList();
        var from = ProviderSettings.from(environment)
                .with(compatible, settings.prefer(), Map.of())
                .withKeys(settings.keys());
        return Providers.find(
                from,
                catalogue,
                VendorHttp.create(clock, settings.router().resilience().silence()));
    }

    private static First first(Providers providers) {
        return providers.all().stream()
                .filter(provider ->
                        provider.chat().isPresent() && provider.model().isPresent())
                .findFirst()
                .map(provider -> new First(
                        provider.name() + "/" + provider.model().orElseThrow(), provider.why(), Optional.empty()))
                .orElse(new First(
                        Router.PLANNER,
                        "no provider is configured, so the built-in planner answers",
                        Optional.of(CONNECT)));
    }
}
