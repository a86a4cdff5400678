package dev.bac.llm.ollama;

import dev.bac.llm.ModelException;
import dev.bac.llm.vendor.Deadline;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.VendorHttp;
import io.github.ollama4j.models.response.ListModelsResponse;
import io.github.ollama4j.models.response.Model;
import io.github.ollama4j.utils.Utils;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether an Ollama runs, and the models it has. */
public final class OllamaTags {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private OllamaTags() {}

    /** Empty when none answers within a second. */
    public static Optional<List<String>> of(Endpoint endpoint, VendorHttp http) {
        try (var deadline = new Deadline(PATIENCE)) {
            var body = new StringBuilder();
            http.get(endpoint, URI.create(endpoint.baseUrl() + "/api/tags"), deadline, line -> {
                body.append(line);
                return true;
            });
            List<Model> models = Utils.getObjectMapper()
                    .readValue(body.toString(), ListModelsResponse.class)
                    .getModels();
            return Optional.of(
                    models == null
                            ? List.of()
                            : models.stream().map(Model::getName).toList());
        } catch (ModelException | com.fasterxml.jackson.core.JsonProcessingException | IllegalArgumentException none) {
            // Nobody there, or somebody else on that port: the same to us.
            return Optional.empty();
        }
    }
}
