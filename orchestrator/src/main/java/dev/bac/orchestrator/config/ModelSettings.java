package dev.bac.orchestrator.config;

import java.util.List;
import java.util.Optional;

/**
 * Models beyond those found by the usual environment variables.
 *
 * @param prefer providers in the order they are asked
 * @param endpoints other OpenAI-compatible endpoints
 */
public record ModelSettings(List<String> prefer, List<Endpoint> endpoints) {
    public ModelSettings {
        prefer = List.copyOf(prefer);
        endpoints = List.copyOf(endpoints);
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
        section.done();
        return new ModelSettings(prefer, endpoints);
    }

    private static Endpoint endpoint(Section section) {
        var read = new Endpoint(
                section.required("name"), section.required("url"), section.text("key"), section.required("model"));
        section.done();
        return read;
    }
}
