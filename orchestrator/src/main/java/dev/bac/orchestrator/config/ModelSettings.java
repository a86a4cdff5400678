package dev.bac.orchestrator.config;

import java.util.List;
import java.util.Optional;

/**
 * Models beyond those found by the usual environment variables.
 *
 * @param prefer providers in the order they are asked
 * @param endpoints other OpenAI-compatible endpoints
 * @param cache answers that are given again
 */
public record ModelSettings(List<String> prefer, List<Endpoint> endpoints, CacheSettings cache) {
    public ModelSettings {
        prefer = List.copyOf(prefer);
        endpoints = List.copyOf(endpoints);
    }

    /** With the usual cache. */
    public ModelSettings(List<String> prefer, List<Endpoint> endpoints) {
        this(prefer, endpoints, CacheSettings.USUAL);
    }

    /** An OpenAI-compatible endpoint; {@code key} is a secret. */
    public record Endpoint(String name, String url, Optional<String> key, String model) {
        @Override
        public String toString() {
            return "Endpoint[" + name + ", " + url + "]";
        }
    }

    static ModelSettings read(Section section) {
        var prefer = section.texts("prefer");
        var endpoints = section.sections("endpoints").stream()
                .map(ModelSettings::endpoint)
                .toList();
        var cache = CacheSettings.read(section.section("cache"));
        section.done();
        return new ModelSettings(prefer, endpoints, cache);
    }

    private static Endpoint endpoint(Section section) {
        var read = new Endpoint(
                section.required("name"), section.required("url"), section.text("key"), section.required("model"));
        section.done();
        return read;
    }
}
