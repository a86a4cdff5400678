package dev.bac.llm.routing;

import dev.bac.llm.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which providers there are, from the environment and from configuration.
 *
 * @param openAi empty key when not configured, several with commas between; so for the others
 * @param ollama where to try, and whether somebody said so
 * @param compatible further endpoints that speak OpenAI's chat completions
 * @param preference provider names, most wanted first; those not named come after, in the usual order
 * @param models the model to ask of a provider, by its name, instead of the catalogue's default
 */
public record ProviderSettings(
        Account openAi,
        Account anthropic,
        Account gemini,
        Local ollama,
        List<Compatible> compatible,
        List<String> preference,
        Map<String, String> models) {
    public ProviderSettings {
        compatible = List.copyOf(compatible);
        preference = List.copyOf(preference);
        models = Map.copyOf(models);
    }

    /** @param variable the environment variable that configures it */
    public record Account(String baseUrl, Secret key, String variable) {}

    public record Local(String baseUrl, boolean named) {}

    /** @param name first half of its models' ids, such as {@code groq} */
    public record Compatible(String name, String baseUrl, Secret key, String model) {}

    /** From the variables people already have. The environment is passed in, so that nothing reads it behind our back. */
    public static ProviderSettings from(Map<String, String> environment) {
        return new ProviderSettings(
                account(environment, "OPENAI_BASE_URL", "https://api.openai.com/v1", "OPENAI_API_KEY"),
                account(environment, "ANTHROPIC_BASE_URL", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
                account(
                        environment,
                        "GEMINI_BASE_URL",
                        "https://generativelanguage.googleapis.com/v1beta",
                        "GEMINI_API_KEY",
                        "GOOGLE_API_KEY"),
                local(environment),
                List.of(),
                List.of(),
                Map.of());
    }

    /** These with what the configuration file adds. */
    public ProviderSettings with(List<Compatible> endpoints, List<String> order, Map<String, String> chosen) {
        return new ProviderSettings(openAi, anthropic, gemini, ollama, endpoints, order, chosen);
    }

    /** These with keys from the configuration file, by provider, instead of the environment's. */
    public ProviderSettings withKeys(Map<String, List<String>> keys) {
        return new ProviderSettings(
                keyed(openAi, "openai", keys),
                keyed(anthropic, "anthropic", keys),
                keyed(gemini, "gemini", keys),
                ollama,
                compatible,
                preference,
                models);
    }

    private static Account keyed(Account account, String name, Map<String, List<String>> keys) {
        List<String> given = keys.getOrDefault(name, List.of());
        return given.isEmpty()
                ? account
                : new Account(account.baseUrl, new Secret(String.join(",", given)), "models.keys." + name);
    }

    private static Account account(Map<String, String> environment, String urlVariable, String url, String... keys) {
        String baseUrl = said(environment, urlVariable).orElse(url);
        for (String variable : keys) {
            Optional<String> key = said(environment, variable);
            if (key.isPresent()) {
                return new Account(baseUrl, new Secret(key.get()), variable);
            }
        }
        return new Account(baseUrl, Secret.NONE, keys[0]);
    }

    /** OLLAMA_HOST may lack the scheme or the port, and names all interfaces as 0.0.0.0, as Ollama's own tools allow. */
    private static Local local(Map<String, String> environment) {
        Optional<String> host = said(environment, "OLLAMA_HOST");
        String url = host.map(text -> text.contains("://") ? text : "http://" + text)
                .map(text ->
                        text.matches("https?://[^/]*:\\d+/?.*") || text.startsWith("https") ? text : text + ":11434")
                .map(text -> text.replace("//0.0.0.0", "//127.0.0.1"))
                .orElse("http://127.0.0.1:11434");
        return new Local(url, host.isPresent());
    }

    private static Optional<String> said(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
