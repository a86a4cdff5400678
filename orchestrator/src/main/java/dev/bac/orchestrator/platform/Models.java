package dev.bac.orchestrator.platform;

import dev.bac.llm.ChatModel;
import dev.bac.llm.Secret;
import dev.bac.llm.cache.AnswerCaches;
import dev.bac.llm.routing.Catalogue;
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

/**
 * The models that can be asked, behind one {@link ChatModel}.
 *
 * @param first the one that answers when none is chosen, and why
 */
public record Models(ChatModel chat, Providers providers, First first) {

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
            Clock clock,
            AnswerCaches caches) {
        var catalogue = Catalogue.shipped();
        var providers = find(settings, environment, catalogue, clock);
        var chat = Router.assemble(
                providers, catalogue, planner, clock, new SecureRandom(), time -> Thread.sleep(time), caches);
        return new Models(chat, providers, first(providers));
    }

    /** The same, counted. */
    Models metered(MeterRegistry metrics) {
        return new Models(Meters.metered(chat, metrics), providers, first);
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
        var from = ProviderSettings.from(environment).with(compatible, settings.prefer(), Map.of());
        return Providers.find(from, catalogue, VendorHttp.create(clock));
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
