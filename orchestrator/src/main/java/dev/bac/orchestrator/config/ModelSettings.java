package dev.bac.orchestrator.config;

import java.util.List;
import java.util.Optional;

/**
 * Models beyond those found by the usual environment variables.
 *
 * @param prefer models in the order they are asked
 * @param endpoints other OpenAI-compatible endpoints
 */
public record ModelSettings(List<String> prefer, List<Endpoint> endpoints) {
    public ModelSettings {
        prefer = List.copyOf(prefer);
        endpoints = List.copyOf(endpoints);
    }

    /** An OpenAI-compatible endpoint; {@code key} is a secret. */
    public record Endpoint(String name, String url, Optional<String> key, List<String> models) {
        public Endpoint {
            models = List.copyOf(models);
        }

        @Override
        public String toString() {
            return "Endpoint[" + name + ", " + url + "]";
        }
    }

    static ModelSettings read(Section section) {
        var prefer = section.texts("prefer");
        var endpoints =
                section.sections("endpoints").stream().map(ModelSettings::endpoint).toList();
        section.done();
        return new ModelSettings(prefer, endpoints);
    }

    private static Endpoint endpoint(Section section) {
        var read = new Endpoint(
                section.text("name").orElse("custom"),
                section.text("url").orElse(""),
                section.text("key"),
                section.texts("models"));
        section.done();
        return read;
    }
}
