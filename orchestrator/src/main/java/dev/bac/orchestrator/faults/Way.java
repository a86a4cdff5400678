package dev.bac.orchestrator.faults;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Secret;
import dev.bac.llm.langchain.LangChainModel;
import dev.bac.llm.openai.OpenAiDialect;
import dev.bac.llm.resilience.Health;
import dev.bac.llm.resilience.Resilience;
import dev.bac.llm.resilience.ResilienceSettings;
import dev.bac.llm.resilience.ResilienceSettings.Hedge;
import dev.bac.llm.resilience.ResilienceSettings.Retry;
import dev.bac.llm.resilience.ResilienceSettings.Trip;
import dev.bac.llm.routing.Catalogue;
import dev.bac.llm.routing.ProviderSettings;
import dev.bac.llm.routing.ProviderSettings.Account;
import dev.bac.llm.routing.ProviderSettings.Compatible;
import dev.bac.llm.routing.ProviderSettings.Local;
import dev.bac.llm.routing.Providers;
import dev.bac.llm.routing.Router;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.Silence;
import dev.bac.llm.vendor.VendorHttp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;

/** How three vendors are asked. */
public enum Way {
    BASELINE("baseline: the first vendor itself"),
    ROUTER("router, as it is set"),
    HEDGED("router, hedging within 10 %");

    private final String words;

    Way(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Share of all calls that may be made beside a late one, in percent. */
    static final int HEDGES = 10;

    /**
     * What is asked.
     *
     * @param hedges calls made beside a late one so far
     */
    record Asked(ChatModel model, LongSupplier hedges) {}

    Asked over(List<FaultyVendor> vendors, double scale) {
        var http = VendorHttp.create(Clock.systemUTC(), settings(scale).silence());
        return switch (this) {
            case BASELINE ->
                new Asked(
                        (caller, request, onText) -> new LangChainModel(
                                        new Endpoint("a", vendors.getFirst().url(), Secret.NONE),
                                        new OpenAiDialect(),
                                        http)
                                .chat(caller, request.withModel("m"), onText),
                        () -> 0);
            case ROUTER, HEDGED -> router(vendors, settings(scale), http);
        };
    }

    private static Asked router(List<FaultyVendor> vendors, ResilienceSettings settings, VendorHttp http) {
        var names = List.of("a", "b", "c");
        var endpoints = names.stream()
                .map(name ->
                        new Compatible(name, vendors.get(names.indexOf(name)).url(), Secret.NONE, "m"))
                .toList();
        var nobody = new Account("http://127.0.0.1:9", Secret.NONE, "");
        var nowhere = new Local("http://127.0.0.1:9", false);
        var catalogue = Catalogue.shipped();
        var providers = Providers.find(
                new ProviderSettings(nobody, nobody, nobody, nowhere, endpoints, names, Map.of()), catalogue, http);
        var resilience = new Resilience(
                settings, Router.prices(catalogue), Clock.systemUTC(), new Random(7), time -> Thread.sleep(time));
        ChatModel model = Router.assemble(
                providers,
                catalogue,
                (_, _, _) -> {
                    throw new ModelException(Kind.UNAVAILABLE, "bac", "all three failed", Optional.empty());
                },
                resilience);
        return new Asked(
                model,
                () -> resilience.health().stream().mapToLong(Health::hedges).sum());
    }

    /** The usual limits, each time shortened as the faults are. */
    private ResilienceSettings settings(double scale) {
        var usual = ResilienceSettings.USUAL;
        Retry retry = usual.retry();
        Trip trip = usual.breaker();
        return new ResilienceSettings(
                new Retry(
                        retry.attempts(),
                        scaled(retry.firstWait(), scale),
                        scaled(retry.longestWait(), scale),
                        retry.budgetPercent()),
                new Trip(
                        trip.window(),
                        trip.least(),
                        trip.failedPercent(),
                        scaled(trip.open(), scale),
                        scaled(trip.longest(), scale),
                        scaled(trip.slow(), scale),
                        trip.slowTimes()),
                new Silence(
                        scaled(usual.silence().first(), scale),
                        scaled(usual.silence().between(), scale)),
                this == HEDGED ? new Hedge(HEDGES, usual.hedge().percentile()) : usual.hedge(),
                usual.load());
    }

    static Duration scaled(Duration full, double scale) {
        return Duration.ofNanos((long) (full.toNanos() * scale));
    }
}
