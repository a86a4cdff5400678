package dev.bac.llm.ollama;

import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.vendor.Deadline;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.VendorError;
import dev.bac.llm.vendor.VendorHttp;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatResponseModel;
import io.github.ollama4j.models.chat.OllamaChatResult;
import io.github.ollama4j.models.chat.OllamaChatTokenHandler;
import io.github.ollama4j.models.request.OllamaChatEndpointCaller;
import io.github.ollama4j.utils.Utils;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ollama4j's chat call with our HTTP under it. */
final class OllamaCall extends OllamaChatEndpointCaller {
    private final Endpoint vendor;
    private final VendorHttp http;
    private final Deadline deadline;

    OllamaCall(Endpoint vendor, VendorHttp http, Deadline deadline) {
        super(vendor.baseUrl(), null, Math.max(1, deadline.left().toSeconds()));
        this.vendor = vendor;
        this.http = http;
        this.deadline = deadline;
    }

    @Override
    public OllamaChatResult call(OllamaChatRequest body, OllamaChatTokenHandler onLine) {
        http.post(vendor, URI.create(getHost() + endpoint), headers(), OllamaRequests.json(body), deadline, line -> {
            VendorError.inStream(vendor, line).ifPresent(failure -> {
                throw failure;
            });
            if (line.isBlank()) {
                return true;
            }
            OllamaChatResponseModel said = read(line);
            onLine.accept(said);
            return !said.isDone();
        });
        return new OllamaChatResult(new OllamaChatResponseModel(), new ArrayList<>());
    }

    private Map<String, List<String>> headers() {
        return vendor.key().isPresent()
                ? Map.of(
                        "Content-Type", List.of("application/json"),
                        "Authorization", List.of("Bearer " + vendor.key().reveal()))
                : Map.of("Content-Type", List.of("application/json"));
    }

    private OllamaChatResponseModel read(String line) {
        try {
            return Utils.getObjectMapper().readValue(line, OllamaChatResponseModel.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw vendor.failure(
                    Kind.TRANSIENT,
                    "the answer cannot be read (" + broken.getClass().getSimpleName() + ")");
        }
    }
}
