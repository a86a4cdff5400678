package dev.bac.llm.routing;

import dev.bac.llm.ChatModel;
import dev.bac.llm.Secret;
import dev.bac.llm.anthropic.AnthropicDialect;
import dev.bac.llm.gemini.GeminiDialect;
import dev.bac.llm.langchain.Dialect;
import dev.bac.llm.langchain.LangChainModel;
import dev.bac.llm.ollama.OllamaModel;
import dev.bac.llm.ollama.OllamaTags;
import dev.bac.llm.openai.OpenAiDialect;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.VendorHttp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The providers that were found, most wanted first. */
public final class Providers {
    private final List<Provider> found;
    private static final int MOST_CHOICES = 12;

    private final Catalogue catalogue;
    private final Set<String> fixed;

    private Providers(List<Provider> found, Catalogue catalogue, Set<String> fixed) {
        this.found = List.copyOf(found);
        this.catalogue = catalogue;
        this.fixed = Set.copyOf(fixed);
    }

    /** Looks once; trying Ollama takes at most a second. */
    public static Providers find(ProviderSettings settings, Catalogue catalogue, VendorHttp http) {
        var search = new Search(settings, catalogue, http);
        var found = new ArrayList<Provider>();
        found.add(search.account("openai", settings.openAi(), new OpenAiDialect()));
        found.add(search.account("anthropic", settings.anthropic(), new AnthropicDialect()));
        found.add(search.account("gemini", settings.gemini(), new GeminiDialect()));
        settings.compatible().forEach(endpoint -> found.add(search.compatible(endpoint)));
        found.add(search.ollama());
        List<String> order = settings.preference();
        found.sort(Comparator.comparingInt(
                provider -> order.contains(provider.name()) ? order.indexOf(provider.name()) : order.size()));
        return new Providers(found, catalogue, settings.models().keySet());
    }

    /**
     * The names of a provider's models among which {@code auto} may choose, the preset one first: those the catalogue
     * marks for it, or all that Ollama has; only the one that somebody named, when somebody did.
     */
    public List<String> choices(Provider provider) {
        var names = new LinkedHashSet<String>();
        provider.model().ifPresent(names::add);
        if (!fixed.contains(provider.name())) {
            names.addAll(provider.installed());
            catalogue.of(provider.name()).stream()
                    .filter(ModelCard::auto)
                    .forEach(card ->
                            names.add(card.id().substring(provider.name().length() + 1)));
        }
        return names.stream().limit(MOST_CHOICES).toList();
    }

    /** All, configured or not, most wanted first. */
    public List<Provider> all() {
        return found;
    }

    /** For {@code bac models}: every model that is known or installed, with how to get at it. */
    public List<ModelInfo> models() {
        var lines = new ArrayList<ModelInfo>();
        for (Provider provider : found) {
            var names = new LinkedHashSet<String>();
            provider.model().ifPresent(names::add);
            names.addAll(provider.installed());
            // What the catalogue knows of local models are families, in sizes that somebody has to install.
            catalogue.of(provider.name()).stream()
                    .filter(card -> !card.provider().equals("ollama"))
                    .forEach(card ->
                            names.add(card.id().substring(provider.name().length() + 1)));
            names.forEach(name -> lines.add(info(provider, name)));
            if (names.isEmpty()) {
                lines.add(info(provider, "*"));
            }
        }
        return lines;
    }

    private ModelInfo info(Provider provider, String name) {
        Optional<ModelCard> card = catalogue.find(provider.name() + "/" + name);
        return new ModelInfo(
                provider.name() + "/" + name,
                provider.name(),
                provider.usable(),
                provider.model().filter(name::equals).isPresent(),
                provider.why(),
                card.map(ModelCard::price),
                card.flatMap(ModelCard::context),
                card.flatMap(ModelCard::maxOutput));
    }

    private record Search(ProviderSettings settings, Catalogue catalogue, VendorHttp http) {

        Provider account(String name, ProviderSettings.Account account, Dialect dialect) {
            List<ChatModel> keys = account.key().each().stream()
                    .map(key -> vendor(new Endpoint(name, account.baseUrl(), key), dialect))
                    .toList();
            return new Provider(
                    name,
                    keys.isEmpty() ? "set " + account.variable() : account.variable() + " is set",
                    model(name, Optional.empty()),
                    List.of(),
                    keys);
        }

        private ChatModel vendor(Endpoint endpoint, Dialect dialect) {
            return new LangChainModel(endpoint, dialect, http);
        }

        Provider compatible(ProviderSettings.Compatible given) {
            List<Secret> keys = given.key().isPresent() ? given.key().each() : List.of(Secret.NONE);
            return new Provider(
                    given.name(),
                    "configured at " + given.baseUrl(),
                    model(given.name(), Optional.of(given.model())),
                    List.of(),
                    keys.stream()
                            .map(key -> vendor(new Endpoint(given.name(), given.baseUrl(), key), new OpenAiDialect()))
                            .toList());
        }

        Provider ollama() {
            var endpoint = new Endpoint("ollama", settings.ollama().baseUrl(), Secret.NONE);
            Optional<List<String>> tags = OllamaTags.of(endpoint, http);
            List<String> installed = tags.orElse(List.of());
            List<ChatModel> chat = tags.isPresent() ? List.of(new OllamaModel(endpoint, http)) : List.of();
            return new Provider(
                    "ollama", why(tags), model("ollama", installed.stream().findFirst()), installed, chat);
        }

        private String why(Optional<List<String>> tags) {
            String at = settings.ollama().baseUrl();
            if (tags.isEmpty()) {
                return settings.ollama().named()
                        ? "OLLAMA_HOST is set, but nothing answers at " + at
                        : "nothing answers at " + at + "; start Ollama or set OLLAMA_HOST";
            }
            return tags.get().isEmpty()
                    ? "answers at " + at + ", but has no model; run: ollama pull llama3.2"
                    : "answers at " + at;
        }

        private Optional<String> model(String provider, Optional<String> found) {
            return Optional.ofNullable(settings.models().get(provider))
                    .or(() -> found)
                    .or(() -> catalogue.defaultModel(provider));
        }
    }
}
