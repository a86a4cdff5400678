package dev.bac.orchestrator.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models beyond those found by the usual environment variables.
 *
 * @param prefer providers in the order they are asked
 * @param endpoints other OpenAI-compatible endpoints
 * @param keys keys of {@code openai}, {@code anthropic} and {@code gemini}, instead of the environment's
 * @param router limits, from the section {@code router}
 * @param cache answers that are given again
 */
public record ModelSettings(
        List<String> prefer,
        List<Endpoint> endpoints,
        Map<String, List<String>> keys,
        RouterSettings router,
        CacheSettings cache) {
    private static final List<String> VENDORS = List.of("openai", "anthropic", "gemini");

    public ModelSettings {
        prefer = List.copyOf(prefer);
        endpoints = List.copyOf(endpoints);
        keys = Map.copyOf(keys);
    }

    /** With the usual limits and cache. */
    public ModelSettings(List<String> prefer, List<Endpoint> endpoints) {
        this(prefer, endpoints, Map.of(), RouterSettings.USUAL, CacheSettings.USUAL);
    }

    /** Hides the keys. */
    @Override
    public String toString() {
        return "ModelSettings[" + prefer + ", " + endpoints + ", keys of " + keys.keySet() + "]";
    }

    /** An OpenAI-compatible endpoint; {@code key} is a secret, or several with commas between. */
    public record Endpoint(String name, String url, Optional<String> key, String model) {
        @Override
        public String toString() {
            return "Endpoint[" + name + ", " + url + "]";
        }
    }

    static ModelSettings read(Section section, Section router) {
        var prefer = section.texts("prefer");
        var endpoints = section.sections("endpoints").stream()
                .map(ModelSettings::endpoint)
                .toList();
        var keys = keys(section.section("keys"));
        var cache = CacheSettings.read(section.section("cache"));
        section.done();
        return new ModelSettings(prefer, endpoints, keys, RouterSettings.read(router), cache);
    }

    private static Map<String, List<String>> keys(Section section) {
        var keys = new LinkedHashMap<String, List<String>>();
        for (String vendor : VENDORS) {
            var given = section.texts(vendor);
            if (!given.isEmpty()) {
                keys.put(vendor, given);
            }
        }
        section.done();
        return keys;
    }

    private static Endpoint endpoint(Section section) {
        var read = new Endpoint(
                section.required("name"), section.required("url"), section.text("key"), section.required("model"));
        section.done();
        return read;
    }
}
